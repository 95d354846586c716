import Access
import Audit
import Base
import HTML
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

// MARK: One's own

@Sendable func showOwnLimits(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(ownPage)
}

@Sendable func addOwnLimit(_ visit: Visit) throws(Failure) -> Looked {
    let me = try ownPerson(visit)
    return try visit.submit(ownPage) { (db, page, new, changes) throws(Failure) in
        try db.run(.addLimit, ID<ExpertLimit>(), me, new.body, nil as Day?)
        return .done(
            Entry(.limitChanged, of: ownObject(visit, me), about: [me], changes: changes),
            to: page.action,
            did: "limits.done.added"
        )
    }
}

private func ownPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<LimitDraft> {
    let me = try ownPerson(visit)
    let (name, lines) = try db.together(.one(.nameOfPerson, me), .all(.limitLines, me))
    let (words, path) = (visit.words, visit.here("/boundaries/topics"))
    var page = FormPage(
        words("limits.own"),
        lead: words("limits.lead"),
        limitFields(),
        LimitDraft(),
        isNew: true,
        action: path,
        save: words("limits.add"),
        look: Entry(.profileRead, of: Object(me, name), about: [me])
    )
    let once = visit.once
    page.content = { h, form in
        ownLimits(&h, form, lines, at: path, back: visit.here("/boundaries"), once: once, words)
    }
    return page
}

@Sendable func readOwnLimits(_ visit: Visit) throws(Failure) -> Reply {
    let me = try ownPerson(visit)
    let words = visit.words
    let limits = try visit.read { (db) throws(Failure) in
        try opened(me, try db.one(.nameOfPerson, me), nil, why: words("note.purpose.own"), db)
    }
    let path = visit.here("/boundaries/topics")
    return visit.page(words("limits.own")) { h in
        h.wayBack(words("limits.back.own"), to: path)
        h.pageHead(words("limits.own"), lead: words("limits.opened.own"))
        h.limits(limits, removal: path, once: { visit.once }, words)
    }
}

/// Removes a limit: one's own, or of somebody whose boundaries the reader writes down.
@Sendable func dropLimit(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<ExpertLimit> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let person = try db.one(.dropLimit, id)
        let name = try db.one(.nameOfPerson, person)
        let isOwn = person == visit.visitor.actor.person
        let path = isOwn ? "/boundaries/topics" : "/people/\(person)/boundaries/topics"
        return Audited(
            visit.after(visit.here(path), did: "limits.done.dropped"),
            Entry(
                .limitChanged,
                of: Object(person, name),
                about: [person],
                changes: [.special(field: "body")]
            )
        )
    }
}

/// Who stands in no register has no limits of their own.
private func ownPerson(_ visit: Visit) throws(Failure) -> ID<Person> {
    guard let me = visit.visitor.actor.person else { throw .refused(.notFound) }
    return me
}

private func ownObject(_ visit: Visit, _ me: ID<Person>) -> Object {
    Object(me, visit.visitor.actor.name)
}

// MARK: Another's

@Sendable func showLimits(_ visit: Visit) throws(Failure) -> Looked {
    let page = try visit.read { (db) throws(Failure) in try readingPage(visit, db) }
    guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
    return try visit.show(page)
}

@Sendable func readLimits(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Person> = try visit.id()
    var entry = try FormEntry(visit)
    let (page, read) = try visit.read { (db) throws(Failure) in
        let page = try readingPage(visit, db)
        guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
        let reading = page.fields.read(&entry, over: LimitReading())
        let engagements = try db.all(.openEngagements)
        guard entry.isSound, let purpose = reading.purpose,
            let engagement = engagements.first(where: { $0.id.text == reading.engagement })
        else { return (page, nil as (Purposeful, [OpenLimit])?) }
        let name = try db.one(.nameOfPerson, id)
        let why = visit.words.dynamic("limits.purpose.\(purpose.rawValue)")
        let limits = try opened(id, name, engagement, why: why, db)
        let mayTell = try db.one(.limitsOf, id).mayTell
        return (page, (Purposeful(name, engagement, why, mayTell), limits))
    }
    guard let (opening, limits) = read else { return try visit.show(page, as: entry) }
    let words = visit.words
    return .acted(
        visit.page(words.sentence("limits.of", ["name": opening.name])) { h in
            openLimits(
                &h,
                opening,
                limits,
                person: visit.here("/people/\(id)"),
                removal: opening.mayTell ? visit.here("/boundaries/topics") : nil,
                once: { visit.once },
                words
            )
        }
    )
}

@Sendable func addTold(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Person> = try visit.id()
    return try visit.submit(tellingPage) { (db, page, new, changes) throws(Failure) in
        let name = try db.one(.nameOfPerson, id)
        try db.run(.addLimit, ID<ExpertLimit>(), id, new.body, new.toldOn)
        return .done(
            Entry(.limitChanged, of: Object(id, name), about: [id], changes: changes),
            to: page.action,
            did: "limits.done.added"
        )
    }
}

/// How many limits somebody has, and what opens them for an engagement.
private func readingPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<LimitReading> {
    let id: ID<Person> = try visit.id()
    let (name, lines, engagements, known) = try db.together(
        .one(.nameOfPerson, id),
        .all(.limitLines, id),
        .all(.openEngagements),
        .one(.limitsOf, id)
    )
    let (words, path) = (visit.words, visit.here("/people/\(id)/boundaries/topics"))
    // A page of an engagement may lead here with it.
    let asked = visit.request.query["engagement"]
    let chosen = engagements.contains { $0.id.text == asked } ? asked : ""
    var page = FormPage(
        words.sentence("limits.of", ["name": name]),
        lead: words("limits.of.lead"),
        readingFields(engagements),
        LimitReading(engagement: chosen),
        isNew: true,
        action: "\(path)/reading",
        save: words("limits.read"),
        look: Entry(.profileRead, of: Object(id, name), about: [id])
    )
    let telling = known.mayTell ? try visit.view(tellingPage(visit, id, name)) : nil
    page.content = { h, form in
        limitsOfOther(
            &h,
            lines,
            reading: engagements.isEmpty ? nil : form,
            telling: telling,
            person: visit.here("/people/\(id)"),
            removal: visit.here("/boundaries/topics"),
            once: { visit.once },
            words
        )
    }
    return page
}

private func tellingPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<LimitDraft> {
    let id: ID<Person> = try visit.id()
    let (name, known) = try db.together(.one(.nameOfPerson, id), .one(.limitsOf, id))
    guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
    var page = tellingPage(visit, id, name)
    if !known.mayTell { page.refusal = .conflict(why: "profile.rule.member") }
    return page
}

private func tellingPage(
    _ visit: Visit,
    _ id: ID<Person>,
    _ name: PersonName
) -> FormPage<LimitDraft> {
    let path = visit.here("/people/\(id)/boundaries/topics")
    return FormPage(
        visit.words.sentence("limits.of", ["name": name]),
        limitFields(toldBy: visit.today),
        LimitDraft(toldOn: visit.today),
        isNew: true,
        action: path,
        save: visit.words("limits.add"),
        back: path,
        look: Entry(.profileRead, of: Object(id, name), about: [id])
    )
}

/// How many limits an expert has, on the page of the person: to the coordinators, and to the person.
@Sendable func limitsOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    let isOwn = person == visit.visitor.actor.person
    guard visit.visitor.space?.kind == .association, visit.may(.limitRead),
        isOwn || visit.scope(of: .limitRead) == .all
    else { return [] }
    let path = visit.here(isOwn ? "/boundaries/topics" : "/people/\(person)/boundaries/topics")
    return [
        Ask.all(.limitsOf, person).map { found in
            guard let known = found.first, known.isExpert || known.number > 0 else {
                return .nothing
            }
            return PersonPart { h in h.limits(known.number, isOwn: isOwn, path, visit.words) }
        }
    ]
}

// MARK: Statements

/// How many limits somebody has, and whether the reader may write down what they tell.
struct KnownLimits: Sendable {
    let number: Int
    let isExpert: Bool
    let mayTell: Bool
}

/// The texts; the database writes the event before it gives them, in the same transaction.
private func opened(
    _ person: ID<Person>,
    _ name: PersonName,
    _ engagement: OpenEngagement?,
    why purpose: String,
    _ db: borrowing Transaction
) throws(Failure) -> [OpenLimit] {
    let event = try db.event(
        Entry(
            .limitRevealed,
            of: Object(person, name),
            about: [person],
            purpose: purpose,
            seen: engagement.map { [Object($0.id, $0.title)] } ?? []
        )
    )
    return try db.all(
        .readLimits,
        person,
        engagement?.id,
        event.json(),
        event.people,
        Bytes(event.salts),
        event.eachCommitment.map(Bytes.init)
    )
}

extension Statement where Result == KnownLimits {
    /// Of somebody within reach (`$5`).
    fileprivate static let limitsOf = Statement(
        within: .reach,
        """
        select p.kind = 'expert' as is_expert, p.kind = 'expert' and may_change_profile(p.id) as may_tell,
               (select count(*)::integer from expert_limit l where l.tenant_id = $1 and l.person_id = p.id) as number
          from people_within($2, $3, $4) p where p.tenant_id = $1 and p.id = $5
        """,
        KnownLimits.init,
        "number",
        "is_expert",
        "may_tell"
    )
}

extension Statement where Result == LimitLine {
    /// Somebody's limits (`$2`) without their texts: the table's own policy leaves out whose are not the reader's to see.
    fileprivate static let limitLines = Statement(
        """
        select id, told_on, added_at from expert_limit
         where tenant_id = $1 and person_id = $2 order by added_at, id limit 50
        """,
        LimitLine.init,
        "id",
        "told_on",
        "added_at"
    )
}

extension Statement where Result == OpenLimit {
    /// Logs the reading of somebody's limits (`$2`) for an engagement (`$3`), whose event are the others, then gives them.
    fileprivate static let readLimits = Statement(
        "select id, body from read_limits($2, $3, $4, $5, $6, $7) where $1::uuid = current_tenant()",
        OpenLimit.init,
        "id",
        "body"
    )
}

extension Statement where Result == OpenEngagement {
    fileprivate static let openEngagements = Statement(
        "select id, title, other_name, first_on from open_engagements() where $1::uuid = current_tenant()",
        OpenEngagement.init,
        "id",
        "title",
        "other_name",
        "first_on"
    )
}

extension Statement where Result == ID<Person> {
    fileprivate static let dropLimit = Statement(
        "delete from expert_limit where tenant_id = $1 and id = $2 returning person_id",
        "person_id"
    )
}

extension Statement where Result == Void {
    fileprivate static let addLimit = Statement(
        "insert into expert_limit (tenant_id, id, person_id, body, told_on) values ($1, $2, $3, $4, $5)"
    )
}
