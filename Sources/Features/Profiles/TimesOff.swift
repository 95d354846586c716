import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

/// A pause that begins now.
struct Pause: Sendable {
    /// Its last day; nil while it is open.
    var until: Day?
}

/// Days on which an expert takes no part.
struct Away: Sendable {
    let id: ID<Away>
    let from: Day
    let until: Day
}

/// Days away as they are typed.
struct AwayDraft: Sendable {
    var from: Day?
    var until: Day?
}

private func pauseFields(_ today: Day) -> FieldList<Pause> {
    FieldList(
        .day(
            "paused_until",
            \.until,
            "pause.until",
            help: "pause.until.help",
            isRequired: false
        )
        .checked { entry, pause in
            if let until = pause.until, until < today {
                entry.problem("paused_until", entry.words("away.rule.past"))
            }
        }
    )
}

private func awayFields(_ today: Day) -> FieldList<AwayDraft> {
    FieldList([
        .inLine([
            .day("from_on", \.from, "away.from"),
            .day("until_on", \.until, "away.until").checked { entry, days in
                guard let until = days.until else { return }
                if let from = days.from, until < from {
                    entry.problem("until_on", entry.words("away.order"))
                } else if until < today {
                    entry.problem("until_on", entry.words("away.rule.past"))
                }
            },
        ])
    ])
}

// MARK: The pause

func pausePage(_ visit: Visit) -> FormPage<Pause> {
    FormPage(
        visit.words("pause.title"),
        pauseFields(visit.today),
        Pause(),
        isNew: true,
        action: visit.here("/boundaries/pause"),
        save: visit.words("pause.do")
    )
}

@Sendable func pauseOwn(_ visit: Visit) throws(Failure) -> Looked {
    let me = try ownPerson(visit)
    let load: Visit.FormLoad<Pause> = { (visit, _) throws(Failure) in pausePage(visit) }
    return try visit.submit(load) { (db, _, new, changes) throws(Failure) in
        try db.run(.openProfile, me, nil as Day?)
        try db.run(.pauseProfile, me, true, new.until)
        return .done(
            Entry(
                .profileChanged,
                of: try ownObject(visit),
                about: [me],
                changes: [.value(field: "is_paused", old: "no", new: "yes")] + changes
            ),
            to: try wayBack(visit),
            did: "boundaries.done.paused"
        )
    }
}

@Sendable func endOwnPause(_ visit: Visit) throws(Failure) -> Reply {
    let me = try ownPerson(visit)
    return try visit.act { (db) throws(Failure) in
        try db.run(.pauseProfile, me, false, nil as Day?)
        return Audited(
            visit.after(try wayBack(visit), did: "boundaries.done.back"),
            Entry(
                .profileChanged,
                of: try ownObject(visit),
                about: [me],
                changes: [.value(field: "is_paused", old: "yes", new: "no")]
            )
        )
    }
}

/// Who has pressed the button on Today stays there.
private func wayBack(_ visit: Visit) throws(Failure) -> String {
    let isOnToday = try visit.request.form()[NextStep.backName] == NextStep.today
    return visit.here(isOnToday ? "/today" : "/boundaries")
}

/// The pause on an expert's Today, one button there and one back.
@Sendable func pauseOnToday(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .association, visit.scope(of: .profileChange) == .own,
        let me = visit.visitor.actor.person
    else { return [] }
    let words = visit.words
    return [
        Ask.all(.pauseOf, me).map { found in
            let pause = found.first
            let step =
                pause == nil
                ? NextStep(words("pause.do"), visit.here("/boundaries/pause"), once: visit.once)
                : NextStep(words("pause.end"), visit.here("/boundaries/return"), once: visit.once)
            return [
                WaitingSince(
                    since: visit.now,
                    as: .underWay,
                    WaitingTask(what: pauseSentence(pause, words), step: step)
                )
            ]
        }
    ]
}

/// Whether one takes part now, and until when one does not.
func pauseSentence(_ pause: Pause?, _ words: Words) -> String {
    guard let pause else { return words("pause.off") }
    guard let until = pause.until else { return words("pause.open") }
    return words("pause.on", ["day": words.date(until)])
}

// MARK: Days away

func awayPage(_ visit: Visit) -> FormPage<AwayDraft> {
    FormPage(
        visit.words("away.title"),
        awayFields(visit.today),
        AwayDraft(),
        isNew: true,
        action: visit.here("/boundaries/away"),
        save: visit.words("away.add")
    )
}

@Sendable func addAway(_ visit: Visit) throws(Failure) -> Looked {
    let me = try ownPerson(visit)
    let load: Visit.FormLoad<AwayDraft> = { (visit, _) throws(Failure) in awayPage(visit) }
    return try visit.submit(load) { (db, _, new, changes) throws(Failure) in
        guard let from = new.from, let until = new.until else { throw .refused(.malformed) }
        try db.run(.openProfile, me, nil as Day?)
        try db.run(.addAway, ID<Away>(), me, from, until)
        return .done(
            Entry(.profileChanged, of: try ownObject(visit), about: [me], changes: changes),
            to: visit.here("/boundaries"),
            did: "boundaries.done.away"
        )
    }
}

@Sendable func dropAway(_ visit: Visit) throws(Failure) -> Reply {
    let me = try ownPerson(visit)
    let id: ID<Away> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let days = try db.one(.dropAway, id, me)
        return Audited(
            visit.after(visit.here("/boundaries"), did: "boundaries.done.here"),
            Entry(
                .profileChanged,
                of: try ownObject(visit),
                about: [me],
                changes: [
                    .value(field: "from_on", old: days.from.iso, new: ""),
                    .value(field: "until_on", old: days.until.iso, new: ""),
                ]
            )
        )
    }
}

extension Statement where Result == Pause {
    /// The pause of somebody (`$2`) today; none while they take part.
    static let pauseOf = Statement(
        """
        select paused_until from expert_profile
         where tenant_id = $1 and person_id = $2 and is_pausing(is_paused, paused_until)
        """,
        Pause.init,
        "paused_until"
    )
}

extension Statement where Result == Away {
    /// The days on which somebody (`$2`) is away, from a day (`$3`) on.
    static let away = Statement(
        """
        select id, from_on, until_on from expert_away
         where tenant_id = $1 and person_id = $2 and until_on >= $3 order by from_on, id limit 50
        """,
        Away.init,
        "id",
        "from_on",
        "until_on"
    )

    fileprivate static let dropAway = Statement(
        "delete from expert_away where tenant_id = $1 and id = $2 and person_id = $3 returning id, from_on, until_on",
        Away.init,
        "id",
        "from_on",
        "until_on"
    )
}

extension Statement where Result == Void {
    fileprivate static let pauseProfile = Statement(
        "update expert_profile set is_paused = $3, paused_until = $4 where tenant_id = $1 and person_id = $2"
    )

    fileprivate static let addAway = Statement(
        "insert into expert_away (tenant_id, id, person_id, from_on, until_on) values ($1, $2, $3, $4, $5)"
    )
}
