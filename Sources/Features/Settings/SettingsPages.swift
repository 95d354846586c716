import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func showSettings(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(settingsPage)
}

@Sendable func changeSettings(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(settingsPage) { (db, _, new, changes) throws(Failure) in
        try db.run(.changeSettings, columns: settingsFields.stored(new))
        return .done(
            Entry(.settingsChanged, of: Object(db.space, new.nameFinnish), changes: changes),
            to: visit.here("/settings"),
            did: "settings.done.saved"
        )
    }
}

/// Contact details that name somebody who has left wait for whoever may change them.
@Sendable func contactThatLeft(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.may(.settingsChange) else { return [] }
    let words = visit.words
    return [
        Ask.all(.contactLeft).each { since in
            WaitingSince(
                since: since,
                WaitingTask(
                    what: words("settings.waiting.left"),
                    when: words.waited(since: since),
                    step: NextStep(words("settings.waiting.left.step"), visit.here("/settings"))
                )
            )
        }
    ]
}

private func settingsPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<SpaceSettings> {
    if visit.isChanging { try db.run(.lockSettings) }
    let words = visit.words
    let facts = try db.one(.spaceFacts)
    let address = "\(visit.site.origin)/\(facts.slug)"
    let hasFeedback = try visit.space.hasFrontDoor && visit.may(.feedbackAnswer)
    let feedback = hasFeedback ? visit.here("/feedback") : nil
    return FormPage(
        words("settings.title"),
        lead: words("settings.lead"),
        settingsFields,
        facts.settings,
        action: visit.here("/settings"),
        save: words("settings.save"),
        back: visit.here("/settings")
    ) { h, form in
        settingsContent(&h, form, facts, address: address, feedback: feedback, words)
    }
}

extension Statement where Result == SpaceFacts {
    fileprivate static let spaceFacts = Statement(
        "select slug, kind, business_id, created_at, contact_left() as left_at, {columns} from space where id = $1",
        columns: settingsFields.columns,
        reader(
            SpaceFacts.init,
            from: settingsFields.row(over: SpaceSettings()),
            "slug",
            "kind",
            "business_id",
            "created_at",
            "left_at"
        )
    )
}

extension Statement where Result == Instant {
    /// Since when whom the contact details name has left.
    fileprivate static let contactLeft = Statement(
        "select since from contact_left() since where $1::uuid = current_tenant() and since is not null",
        "since"
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the settings wait until this is done.
    fileprivate static let lockSettings = Statement("select from space where id = $1 for update")

    fileprivate static let changeSettings = Statement(
        "update space set {changes} where id = $1",
        columns: settingsFields.columns
    )
}

let statementsOfSettings = [
    Statement<SpaceFacts>.spaceFacts.sql, Statement<Void>.changeSettings.sql,
]
