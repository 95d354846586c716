import Access
import Audit
import Base
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

// MARK: What is said

@Sendable func showWords(_ visit: Visit) throws(Failure) -> Looked { try visit.show(wordsPage) }

/// Says how it went: who came, or the partner's coordinator.
@Sendable func giveWords(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(wordsPage) { (db, page, new, _) throws(Failure) in
        try give(.words, new, to: page.action, did: "telling.done.given", visit, db)
    }
}

private func wordsPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewWords> {
    let id: ID<Engagement> = try visit.id()
    let (matter, told, untold) = try db.together(
        .one(.wordsMatter, id),
        .all(.words, id),
        .all(.untold, id)
    )
    let isPartner = try visit.space.kind == .partner
    let words = visit.words
    let here = visit.here("/engagement-feedback/\(id)")
    let isDesk = !isPartner && visit.permit.scope == .all
    let doors = WordsDoors(
        here: here,
        words: visit.here("/engagement-words"),
        findings: visit.here("/engagement-findings/\(id)"),
        isPartner: isPartner,
        isDesk: isDesk,
        once: { visit.once }
    )
    var page = FormPage(
        words("telling.title"),
        lead: words("telling.of", ["title": matter.title, "name": matter.name]),
        isPartner ? partnerFields : expertFields,
        NewWords(),
        isNew: true,
        action: here,
        save: words("telling.give"),
        look: Entry(.wordsRead, of: Object(id, matter.title))
    ) { h, form in
        wordsContent(&h, form, matter, told, untold, doors, words)
    }
    let matterPage = isPartner || isDesk ? try visit.engagementPage(id) : visit.here("/offers")
    page.wayBack = (matter.title, matterPage)
    return page
}

// MARK: Something went wrong

@Sendable func showTrouble(_ visit: Visit) throws(Failure) -> Looked { try visit.show(troublePage) }

@Sendable func tellTrouble(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(troublePage) { (db, page, new, _) throws(Failure) in
        try give(.trouble, new, to: page.back, did: "telling.done.trouble", visit, db)
    }
}

private func troublePage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewWords> {
    try page(
        visit,
        db,
        "trouble",
        visit.words("telling.trouble"),
        visit.words("telling.trouble.lead"),
        FieldList(textField("telling.trouble.text", help: "telling.trouble.help")),
        save: visit.words("telling.trouble.do")
    )
}

// MARK: What an expert answers

@Sendable func showReply(_ visit: Visit) throws(Failure) -> Looked { try visit.show(replyPage) }

@Sendable func giveReply(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(replyPage) { (db, page, new, _) throws(Failure) in
        try give(.reply, new, to: page.back, did: "telling.done.replied", visit, db)
    }
}

private func replyPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewWords> {
    try page(
        visit,
        db,
        "reply",
        visit.words("telling.reply"),
        visit.words("telling.reply.lead"),
        FieldList(textField("telling.reply.text", help: "telling.text.help")),
        save: visit.words("telling.reply.do")
    )
}

// MARK: What somebody without an account has told

@Sendable func showTold(_ visit: Visit) throws(Failure) -> Looked { try visit.show(toldPage) }

@Sendable func keepTold(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Engagement> = try visit.id()
    return try visit.submit(toldPage) { (db, page, new, _) throws(Failure) in
        let matter = try db.one(.wordsMatter, id)
        guard let person = ID<Person>(new.person) else { throw .refused(.malformed) }
        try db.run(
            .addWords,
            ID<EngagementWords>(),
            id,
            WordsSide.expert.rawValue,
            WordsKind.words.rawValue,
            person,
            new.text,
            new.mayPass,
            new.toldOn
        )
        return .done(
            Entry(.wordsGiven, of: Object(id, matter.title), about: [person]),
            to: page.back,
            did: "telling.done.given"
        )
    }
}

private func toldPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewWords> {
    let id: ID<Engagement> = try visit.id()
    let untold = try db.all(.untold, id)
    var page = try page(
        visit,
        db,
        "told",
        visit.words("telling.told"),
        visit.words("telling.told.lead"),
        toldFields(untold, today: visit.today),
        save: visit.words("telling.told.do")
    )
    guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
    page.value.toldOn = visit.today
    return page
}

/// A page with one form, below the page of the feedback.
private func page(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ path: String,
    _ title: String,
    _ lead: String,
    _ fields: FieldList<NewWords>,
    save: String
) throws(Failure) -> FormPage<NewWords> {
    let id: ID<Engagement> = try visit.id()
    let matter = try db.one(.wordsMatter, id)
    let back = visit.here("/engagement-feedback/\(id)")
    var page = FormPage(
        title,
        lead: lead,
        fields,
        NewWords(),
        isNew: true,
        action: "\(back)/\(path)",
        save: save,
        back: back,
        look: Entry(.wordsRead, of: Object(id, matter.title))
    )
    page.wayBack = (matter.title, back)
    return page
}

/// Keeps what somebody says for themselves; what the partner says goes to the association by letter.
private func give(
    _ kind: WordsKind,
    _ new: NewWords,
    to path: String,
    did done: StaticString,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> Outcome {
    let id: ID<Engagement> = try visit.id()
    let (matter, own) = try db.together(.one(.wordsMatter, id), .one(.ownContact))
    let words = ID<EngagementWords>()
    let isPartner = try visit.space.kind == .partner
    let me = isPartner ? nil : visit.visitor.actor.person
    if isPartner {
        try db.deliver(
            FeedbackGivenLetter(
                engagement: id,
                feedback: words,
                name: own.name,
                isTrouble: kind == .trouble,
                text: new.text
            ),
            to: matter.other
        )
    }
    try db.run(
        .addWords,
        words,
        id,
        (isPartner ? WordsSide.partner : .expert).rawValue,
        kind.rawValue,
        me,
        new.text,
        new.mayPass,
        nil as Day?
    )
    return .done(
        Entry(kind.action, of: Object(id, matter.title), about: [me].compactMap { $0 }),
        to: path,
        did: done
    )
}

extension WordsKind {
    /// The sentence of the log.
    fileprivate var action: Action {
        switch self {
        case .words: .wordsGiven
        case .reply: .wordsReplied
        case .trouble: .troubleTold
        }
    }
}

// MARK: A coordinator's acts

/// Passes on what is open: the partner's words to those who came, an expert's to the partner.
@Sendable func passWords(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "telling.done.passed") { (db, words, matter) throws(Failure) in
        if words.side == .expert {
            guard words.mayPass else {
                throw .refused(.conflict(why: "telling.rule.not-allowed"))
            }
            guard let body = words.body else {
                throw .refused(.conflict(why: "telling.rule.sealed"))
            }
            let own = try db.one(.ownContact)
            try db.deliver(
                FeedbackGivenLetter(
                    engagement: words.engagement,
                    feedback: words.id,
                    name: own.name,
                    isTrouble: false,
                    text: body
                ),
                to: matter.other
            )
        }
        guard try db.run(.passWords, words.id) == 1 else {
            throw .refused(.conflict(why: "engagement.rule.state-changed"))
        }
        return .wordsPassed
    }
}

/// Marks that something that went wrong has been seen to.
@Sendable func handleTrouble(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "telling.done.handled") { (db, words, matter) throws(Failure) in
        guard try db.run(.handleTrouble, words.id) == 1 else {
            throw .refused(.conflict(why: "engagement.rule.state-changed"))
        }
        return .troubleHandled
    }
}

private func carry(
    _ visit: Visit,
    did done: StaticString,
    _ act: (borrowing Transaction, ActedWords, WordsMatter) throws(Failure) -> Action
) throws(Failure) -> Reply {
    let id: ID<EngagementWords> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let words = try db.one(.actedWords, id)
        let matter = try db.one(.wordsMatter, words.engagement)
        guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
        let action = try act(db, words, matter)
        return Audited(
            visit.after(visit.here("/engagement-feedback/\(words.engagement)"), did: done),
            Entry(
                action,
                of: Object(words.engagement, matter.title),
                about: [words.expert].compactMap { $0 }
            )
        )
    }
}

// MARK: Letters

/// The partner has said something.
func receiveFromPartner(
    _ letter: FeedbackGivenLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] { try receive(letter, from: .partner, inbox) }

/// The association has passed on what an expert said.
func receiveFromExpert(
    _ letter: FeedbackGivenLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] { try receive(letter, from: .expert, inbox) }

private func receive(
    _ letter: FeedbackGivenLetter,
    from side: WordsSide,
    _ inbox: borrowing Inbox
) throws(Failure) -> [Entry] {
    let title = try inbox.one(.titleOfMatter, letter.engagement)
    let kind: WordsKind = letter.isTrouble ? .trouble : .words
    try inbox.run(
        .addWords,
        letter.feedback,
        letter.engagement,
        side.rawValue,
        kind.rawValue,
        nil as ID<Person>?,
        letter.text,
        false,
        nil as Day?
    )
    return [Entry(kind.action, of: Object(letter.engagement, title))]
}

// MARK: Statements

/// Words on which a coordinator acts.
struct ActedWords: Sendable {
    let id: ID<EngagementWords>
    let engagement: ID<Engagement>
    let side: WordsSide
    let expert: ID<Person>?
    let mayPass: Bool
    let body: String?
}

extension Statement where Result == WordsMatter {
    fileprivate static let wordsMatter = Statement(
        """
        select title, other_id, other_name, stage, is_mine, is_open, opens_on from feedback_matter($2)
         where $1::uuid = current_tenant()
        """,
        WordsMatter.init,
        "title",
        "other_id",
        "other_name",
        "stage",
        "is_mine",
        "is_open",
        "opens_on"
    )
}

extension Statement where Result == KeptWords {
    fileprivate static let words = Statement(
        """
        select id, side, kind, case when person_name is not null then (person_id, person_name) end as expert, is_mine, body,
               may_pass, told_on, given_at, passed_at, handled_at
          from engagement_words($2) where $1::uuid = current_tenant()
        """,
        KeptWords.init,
        "id",
        "side",
        "kind",
        "expert",
        "is_mine",
        "body",
        "may_pass",
        "told_on",
        "given_at",
        "passed_at",
        "handled_at"
    )
}

extension Statement where Result == PersonName {
    fileprivate static let untold = Statement(
        "select (person_id, name) as name from feedback_untold($2) where $1::uuid = current_tenant()",
        "name"
    )
}

extension Statement where Result == ActedWords {
    fileprivate static let actedWords = Statement(
        """
        select f.id, f.engagement_id, f.side, f.person_id, f.may_pass, w.body
          from engagement_feedback f cross join lateral engagement_words(f.engagement_id) w
         where f.tenant_id = $1 and f.id = $2 and w.id = f.id
        """,
        ActedWords.init,
        "id",
        "engagement_id",
        "side",
        "person_id",
        "may_pass",
        "body"
    )
}

extension Statement where Result == String {
    fileprivate static let titleOfMatter = Statement(
        "select title from engagement_here($2) where $1::uuid = current_tenant()",
        "title"
    )
}

extension Statement where Result == Void {
    fileprivate static let addWords = Statement(
        """
        insert into engagement_feedback (tenant_id, id, engagement_id, side, kind, person_id, body, may_pass, told_on)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    )

    fileprivate static let passWords = Statement(
        "update engagement_feedback set passed_at = moment() where tenant_id = $1 and id = $2 and passed_at is null"
    )

    fileprivate static let handleTrouble = Statement(
        """
        update engagement_feedback set handled_at = moment()
         where tenant_id = $1 and id = $2 and kind = 'trouble' and handled_at is null
        """
    )
}
