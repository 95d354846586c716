import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Wording

@Sendable func showCards(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(cardPage)
}

@Sendable func markCard(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Person> = try visit.id()
    return try visit.submit(cardPage) { (db, page, new, changes) throws(Failure) in
        let name = try db.one(.nameOfExpert, id)
        guard try !db.all(.markCards, [id], new.year, new.receivedOn).isEmpty else {
            throw .refused(.conflict(why: "cards.rule.marked"))
        }
        return .done(
            Entry(.cardReceived, of: Object(id, name), about: [id], changes: changes),
            to: page.action,
            did: "cards.done.marked"
        )
    }
}

private func cardPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<CardDraft> {
    let id: ID<Person> = try visit.id()
    let (name, cards) = try db.together(.one(.nameOfExpert, id), .all(.cards, id))
    let words = visit.words
    var page = FormPage(
        words.sentence("cards.of", ["name": name]),
        lead: words("cards.lead"),
        cardFields(on: visit.today),
        CardDraft(on: visit.today, marked: cards.map(\.year)),
        isNew: true,
        action: visit.here("/people/\(id)/tax-card"),
        save: words("cards.write"),
        back: visit.here("/people/\(id)"),
        look: Entry(.cardRead, of: Object(id, name), about: [id])
    )
    page.blames = { $0 == "cards.rule.marked" ? "year" : "" }
    page.content = { h, form in
        h.notes(form)
        h.cards(cards, removal: visit.here("/tax-cards"), once: { visit.once }, words)
        h.part(words("cards.write.title")) { h in h.inputs(form, id: FormView.id) }
    }
    return page
}

/// Takes back that a card has come.
@Sendable func dropCard(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<TaxCard> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let card = try db.one(.dropCard, id)
        let name = try db.one(.nameOfExpert, card.person)
        return Audited(
            visit.after(visit.here("/people/\(card.person)/tax-card"), did: "cards.done.dropped"),
            Entry(
                .cardDropped,
                of: Object(card.person, name),
                about: [card.person],
                changes: [.value(field: "year", old: "\(card.year)", new: "")]
            )
        )
    }
}

/// The cards of an expert, on the page of the person: to the coordinators, and to the person.
@Sendable func cardsOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    let isOwn = person == visit.visitor.actor.person
    guard visit.visitor.space?.kind == .association, isOwn || visit.may(.cardChange) else {
        return []
    }
    let (words, years) = (visit.words, cardYears(on: visit.today))
    let change = visit.may(.cardChange) ? visit.here("/people/\(person)/tax-card") : nil
    let isDecember = visit.today.parts.month == 12
    return [
        Ask.all(.cardsOfExpert, person).map { found in
            guard let cards = found.first else { return .nothing }
            return PersonPart(shows: [.taxCard]) { h in
                h.part(words("cards.title")) { h in
                    h.card(years[0], cards.thisOn, words)
                    if isDecember || cards.nextOn != nil { h.card(years[1], cards.nextOn, words) }
                    if let change { h.p { h in h.a(words("cards.to"), .href(change)) } }
                }
            }
        }
    ]
}

// MARK: Many

/// Marks the cards of many for one year; whose card is marked already stays as it is.
let markingMany = BulkAct(
    "cards.mark",
    of: "/experts",
    row: "person",
    what: "cards.lead",
    did: "cards.done.many",
    needs: .cardChange,
    in: .association,
    rows: { (_, db, ids, _) throws(Failure) in
        let experts = try db.all(.chosenExperts, ids.map { ID<Person>($0) })
        guard experts.count == ids.count else { throw .refused(.notFound) }
        return experts
    },
    line: { expert, visit in
        let years = expert.years.joined(separator: ", ")
        let note = years.isEmpty ? "" : visit.words("cards.has", ["years": years])
        return BulkLine(expert.id, expert.name, note: note, leftOut: nil)
    },
    asks: BulkForm { (visit, _, _) throws(Failure) in
        (cardFields(on: visit.today), CardDraft(on: visit.today))
    },
    act: { (_, db, experts, card) throws(Failure) in
        let marked = try db.all(.markCards, experts.map(\.id), card.year, card.receivedOn)
        guard !marked.isEmpty else { throw .refused(.conflict(why: "cards.rule.all-marked")) }
        return [
            Entry(
                .cardReceived,
                about: marked,
                changes: [
                    .value(field: "year", old: "", new: "\(card.year)"),
                    .value(field: "received_on", old: "", new: card.receivedOn?.iso ?? ""),
                ],
                count: marked.count
            )
        ]
    }
)

// MARK: Today

/// In January for the year, in December for the next one: how many who take part have sent no card.
@Sendable func missingCards(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .association, visit.may(.cardChange),
        [1, 12].contains(visit.today.parts.month)
    else { return [] }
    let words = visit.words
    let (year, filter) =
        visit.today.parts.month == 1
        ? (visit.today.parts.year, "this-year") : (visit.today.parts.year + 1, "next-year")
    return [
        Ask.one(.missingCards).map { missing in
            let number = filter == "this-year" ? missing.thisYear : missing.nextYear
            guard number > 0 else { return [] }
            let task = WaitingTask(
                what: words.count("cards.today", number, ["year": "\(year)"]),
                step: NextStep(words("cards.today.look"), visit.here("/experts?cards=\(filter)"))
            )
            return [WaitingSince(since: visit.now, as: .news, task)]
        }
    ]
}

// MARK: Statements

/// One of the chosen, with the years whose cards are marked.
struct ChosenExpert: Sendable {
    let id: ID<Person>
    let name: PersonName
    let years: [String]
}

/// When this year's card of an expert came, and the next one's.
struct CardsOfExpert: Sendable {
    let thisOn: Day?
    let nextOn: Day?
}

/// How many who take part lack a card.
struct MissingCards: Sendable {
    let thisYear: Int
    let nextYear: Int
}

/// A card that was taken back.
struct DroppedCard: Sendable {
    let person: ID<Person>
    let year: Int
}

extension Statement where Result == PersonName {
    fileprivate static let nameOfExpert = Statement(
        "select (id, name) as name from expert where tenant_id = $1 and id = $2",
        "name"
    )
}

extension Statement where Result == TaxCard {
    fileprivate static let cards = Statement(
        """
        select id, year, received_on from tax_card where tenant_id = $1 and person_id = $2 order by year desc limit 50
        """,
        TaxCard.init,
        "id",
        "year",
        "received_on"
    )
}

extension Statement where Result == CardsOfExpert {
    fileprivate static let cardsOfExpert = Statement(
        "select card_on, next_card_on from expert where tenant_id = $1 and id = $2",
        CardsOfExpert.init,
        "card_on",
        "next_card_on"
    )
}

extension Statement where Result == ChosenExpert {
    fileprivate static let chosenExperts = Statement(
        """
        select e.id, (e.id, e.name) as name,
               array(select c.year::text from tax_card c where c.tenant_id = $1 and c.person_id = e.id order by c.year) as years
          from expert e where e.tenant_id = $1 and e.id = any ($2::uuid[]) order by e.name_key, e.id
        """,
        ChosenExpert.init,
        "id",
        "name",
        "years"
    )
}

extension Statement where Result == MissingCards {
    fileprivate static let missingCards = Statement(
        """
        select count(*) filter (where card_on is null) as this_year, count(*) filter (where next_card_on is null) as next_year
          from expert where tenant_id = $1 and standing <> 'paused'
        """,
        MissingCards.init,
        "this_year",
        "next_year"
    )
}

extension Statement where Result == ID<Person> {
    /// Marks a year's cards (`$3`) of these people (`$2`) as come on a day (`$4`); whose it has marked.
    fileprivate static let markCards = Statement(
        """
        insert into tax_card (tenant_id, person_id, year, received_on) select $1, p, $3, $4 from unnest($2::uuid[]) p
          on conflict (tenant_id, person_id, year) do nothing returning person_id
        """,
        "person_id"
    )
}

extension Statement where Result == DroppedCard {
    fileprivate static let dropCard = Statement(
        "delete from tax_card where tenant_id = $1 and id = $2 returning person_id, year",
        DroppedCard.init,
        "person_id",
        "year"
    )
}
