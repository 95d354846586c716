import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

/// Boundaries as they are kept.
struct KeptProfile: Sendable {
    let boundaries: Boundaries
    let changedAt: Instant
    private let isPaused: Bool
    private let pausedUntil: Day?

    init(
        _ boundaries: Boundaries,
        _ changedAt: Instant,
        _ isPaused: Bool,
        _ pausedUntil: Day?
    ) {
        self.boundaries = boundaries
        self.changedAt = changedAt
        self.isPaused = isPaused
        self.pausedUntil = pausedUntil
    }

    /// The pause that holds today; nil while they take part.
    var pause: Pause? { isPaused ? Pause(until: pausedUntil) : nil }
}

@Sendable func showOwnProfile(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(ownPage)
}

@Sendable func changeOwnProfile(_ visit: Visit) throws(Failure) -> Looked {
    let me = try ownPerson(visit)
    return try visit.submit(ownPage) { (db, page, new, changes) throws(Failure) in
        try db.run(.openProfile, me, nil as Day?)
        try db.run(.changeProfile, me, nil as Day?, columns: new.stored)
        return .done(
            Entry(
                .profileChanged,
                of: try ownObject(visit),
                about: [me],
                changes: changes
            ),
            to: page.back,
            did: "boundaries.done.saved"
        )
    }
}

/// Who stands in no register has no boundaries of their own to keep.
func ownPerson(_ visit: Visit) throws(Failure) -> ID<Person> {
    guard let me = visit.visitor.actor.person else { throw .refused(.notFound) }
    return me
}

/// What the log calls one's own boundaries.
func ownObject(_ visit: Visit) throws(Failure) -> Object {
    Object(try ownPerson(visit), visit.visitor.actor.name)
}

private func ownPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Boundaries> {
    let me = try ownPerson(visit)
    if visit.isChanging { try db.run(.holdProfile, me) }
    let (name, kept, pause, away) = try db.together(
        .one(.nameOfPerson, me),
        .oneIfAny(.profile, me),
        .oneIfAny(.pauseOf, me),
        .all(.away, me, visit.today)
    )
    let off = TimesOff(
        pause: pause,
        away: away,
        pausing: try visit.view(pausePage(visit)),
        adding: try visit.view(awayPage(visit)),
        path: visit.here("/boundaries"),
        once: { visit.once }
    )
    let words = visit.words
    var page = FormPage(
        words("boundaries.title"),
        lead: words("boundaries.lead"),
        boundaryFields(words),
        kept?.boundaries ?? Boundaries(),
        action: visit.here("/boundaries"),
        save: words("boundaries.save"),
        back: visit.here("/boundaries"),
        look: Entry(.profileRead, of: Object(me, name), about: [me])
    )
    page.content = { h, form in boundariesContent(&h, form, kept, off, words) }
    return page
}

// MARK: What somebody without an account has told

@Sendable func showTold(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(toldPage)
}

@Sendable func changeTold(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Person> = try visit.id()
    return try visit.submit(toldPage) { (db, page, new, changes) throws(Failure) in
        try db.run(.openProfile, id, new.toldOn)
        try db.run(.changeProfile, id, new.toldOn, columns: new.stored)
        let name = try db.one(.nameOfPerson, id)
        return .done(
            Entry(.profileChanged, of: Object(id, name), about: [id], changes: changes),
            to: page.back,
            did: "boundaries.done.told"
        )
    }
}

/// What a coordinator writes down as the person tells it, until the person has an account.
private func toldPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Boundaries> {
    let id: ID<Person> = try visit.id()
    if visit.isChanging { try db.run(.holdProfile, id) }
    let (name, kept, mayTell) = try db.together(
        .one(.nameOfPerson, id),
        .oneIfAny(.profile, id),
        .one(.mayTell, id)
    )
    guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
    let (words, back) = (visit.words, visit.here("/people/\(id)"))
    var page = FormPage(
        name,
        lead: words("boundaries.told.lead"),
        toldFields(words, today: visit.today),
        kept?.boundaries ?? Boundaries(toldOn: visit.today),
        action: visit.here("/people/\(id)/boundaries"),
        save: words("boundaries.save"),
        back: back,
        look: Entry(.profileRead, of: Object(id, name), about: [id])
    )
    if !mayTell { page.refusal = .conflict(why: "profile.rule.member") }
    page.content = { h, form in
        toldContent(&h, form, topics: visit.here("/people/\(id)/boundaries/topics"), words)
    }
    return page
}

/// An expert's boundaries on the page of the person: to the coordinators, and to the person.
@Sendable func profileOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    let isOwn = person == visit.visitor.actor.person
    guard visit.visitor.space?.kind == .association, visit.may(.profileRead),
        isOwn || visit.scope(of: .profileRead) == .all
    else { return [] }
    let (words, today, own) = (visit.words, visit.today, isOwn ? visit.here("/boundaries") : nil)
    return [
        Ask.all(.profile, person).map { found in
            guard let kept = found.first else { return .nothing }
            return PersonPart(shows: [.boundaries]) { h in
                h.boundaries(kept, today, own: own, words)
            }
        },
        Ask.all(.away, person, today).map { days in
            guard !days.isEmpty else { return .nothing }
            return PersonPart(shows: [.boundaries]) { h in h.away(days, words) }
        },
        Ask.all(.mayTell, person).map { found in
            guard !isOwn, found.first == true else { return .nothing }
            let path = visit.here("/people/\(person)/boundaries")
            return PersonPart(shows: []) { h in
                h.buttons { h in h.button(words("boundaries.tell"), to: path) }
            }
        },
    ]
}

extension Statement where Result == Bool {
    /// Whether the reader may write down what an expert (`$5`) within reach has told.
    fileprivate static let mayTell = Statement(
        within: .reach,
        """
        select kind = 'expert' and may_change_profile(id) as found from people_within($2, $3, $4)
         where tenant_id = $1 and id = $5
        """,
        "found"
    )
}

extension Statement where Result == KeptProfile {
    /// The boundaries of somebody (`$2`): the table's own policy leaves out whose are not the reader's to see.
    static let profile = Statement(
        "select told_on, changed_at, is_pausing(is_paused, paused_until) as is_paused, paused_until, {columns} from expert_profile where tenant_id = $1 and person_id = $2",
        columns: Boundaries.columns,
        reader(
            KeptProfile.init,
            from: Boundaries.read,
            "changed_at",
            "is_paused",
            "paused_until"
        )
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the boundaries of somebody (`$2`) wait until this is done.
    static let holdProfile = Statement(
        "select from expert_profile where tenant_id = $1 and person_id = $2 for no key update"
    )

    /// Boundaries to write into, told on a day (`$3`) or the person's own.
    static let openProfile = Statement(
        """
        insert into expert_profile (tenant_id, person_id, told_on) values ($1, $2, $3)
          on conflict (tenant_id, person_id) do nothing
        """
    )

    static let changeProfile = Statement(
        "update expert_profile set told_on = $3, {changes} where tenant_id = $1 and person_id = $2",
        columns: Boundaries.columns
    )
}

/// The statements over declared columns, for trying each on the schema.
let statementsOfProfiles = [
    Statement.profile.sql, Statement.changeProfile.sql,
]
