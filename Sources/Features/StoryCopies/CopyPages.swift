import Access
import Audit
import Base
import HTML
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

/// A story as the organisation reads it.
struct KeptCopy: Sendable {
    let id: ID<Story>
    let other: ID<Space>
    let name: String
    /// Where it stands once it is published.
    let address: String
    let version: Int
    let language: Language
    let title: String
    let body: String
    let nameShown: String
    let recordingLink: String
    let state: CopyState
}

@Sendable func showCopy(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Story> = try visit.id()
    let (copy, events) = try visit.read { (db) throws(Failure) in
        try db.together(.one(.copy, id), .all(.changesOfObject, id))
    }
    let words = visit.words
    let title = copy.state == .takenBack ? words("story.gone") : copy.title
    let list = visit.here("/story-copies\(visit.trail(of: .copies).trail)")
    let reply = visit.page(title) { h in
        copyPage(
            &h,
            copy,
            title: title,
            list: list,
            here: visit.here("/story-copies/\(id)"),
            once: { visit.once },
            history(events, words),
            words
        )
    }
    return Looked(reply, Entry(.storyRead, of: Object(id, "")))
}

/// The organisation answers to the version that was read.
@Sendable func answerCopy(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Story> = try visit.id()
    // What is not there is absent, whatever was sent.
    _ = try visit.read { (db) throws(Failure) in try db.one(.copy, id) }
    let form = try visit.request.form()
    guard let answer = CopyState(rawValue: form["answer"]),
        answer == .approved || answer == .declined,
        let version = Int(form["version"]), (1...1000).contains(version),
        ["", "yes"].contains(form["recording"])
    else { throw .refused(.malformed) }
    let (isApproved, takesRecording) = (answer == .approved, form["recording"] == "yes")
    return try carry(
        visit,
        did: isApproved ? "story-copies.done.approved" : "story-copies.done.declined"
    ) { (db, copy, name) throws(Failure) in
        try need(copy.state == .proposed && copy.version == version)
        if isApproved {
            try db.deliver(
                StoryApprovedLetter(
                    story: id,
                    version: version,
                    name: name,
                    recording: takesRecording && !copy.recordingLink.isEmpty
                ),
                to: copy.other
            )
        } else {
            try db.deliver(
                StoryDeclinedLetter(story: id, version: version, name: name),
                to: copy.other
            )
        }
        try db.run(.moveCopy, id, answer.rawValue, isApproved && !takesRecording)
        return isApproved ? .storyApproved : .storyDeclined
    }
}

/// What was approved is taken back: at once and for good, at both ends.
@Sendable func takeCopyBack(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "stories.done.taken-back") { (db, copy, name) throws(Failure) in
        try need(copy.state == .approved)
        try db.deliver(
            StoryTakenBackLetter(story: copy.id, version: copy.version, name: name, matter: .text),
            to: copy.other
        )
        try db.run(.moveCopy, copy.id, CopyState.takenBack.rawValue, false)
        return .storyTakenBack
    }
}

/// The link to the recording goes, and the text stays.
@Sendable func takeCopyRecordingBack(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "stories.done.recording") { (db, copy, name) throws(Failure) in
        try need(copy.state == .approved && !copy.recordingLink.isEmpty)
        try db.deliver(
            StoryTakenBackLetter(
                story: copy.id,
                version: copy.version,
                name: name,
                matter: .recording
            ),
            to: copy.other
        )
        try db.run(.dropRecording, copy.id)
        return .storyRecordingTakenBack
    }
}

/// An act of the organisation on a story; `act` tells what it was.
private func carry(
    _ visit: Visit,
    did done: StaticString,
    _ act: (borrowing Transaction, KeptCopy, String) throws(Failure) -> Action
) throws(Failure) -> Reply {
    let id: ID<Story> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        try db.run(.holdCopy, id)
        let (copy, own) = try db.together(.one(.copy, id), .one(.ownContact))
        let action = try act(db, copy, own.name)
        return Audited(
            visit.after(visit.here("/story-copies/\(id)"), did: done),
            Entry(action, of: Object(id, ""))
        )
    }
}

/// What has changed meanwhile, here or at the other end, is refused.
private func need(_ holds: Bool) throws(Failure) {
    guard holds else { throw .refused(.conflict(why: "story-copies.rule.state-changed")) }
}

// MARK: Letters

/// An association asks about a story: the first time, or in another version.
func receiveProposedStory(
    _ letter: StoryProposedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try inbox.run(
        .keepCopy,
        letter.story,
        inbox.sender,
        letter.name,
        letter.address,
        letter.version,
        letter.language,
        letter.title,
        letter.body,
        letter.nameShown,
        letter.recordingLink
    )
    return [Entry(.storyProposed, of: Object(letter.story, ""))]
}

/// The association takes back a version that it had asked about, or the link to its recording.
func receiveTakenBack(
    _ letter: StoryTakenBackLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.story
    try inbox.run(.holdCopy, id)
    try need(try inbox.one(.copy, id).version == letter.version)
    switch letter.matter {
    case .text: try inbox.run(.moveCopy, id, CopyState.takenBack.rawValue, false)
    case .recording: try inbox.run(.dropRecording, id)
    }
    let action: Action = letter.matter == .text ? .storyTakenBack : .storyRecordingTakenBack
    return [Entry(action, of: Object(id, ""))]
}

// MARK: Today

/// A story on the organisation's Today.
private struct WaitingCopy: Sendable {
    let id: ID<Story>
    let title: String
    let name: String
    let isAsked: Bool
    let since: Instant
}

@Sendable func waitingCopies(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .partner, visit.may(.storyApprove) else { return [] }
    let words = visit.words
    return [
        Ask.all(.waitingCopies, Limits.messageNewsDays).each { row in
            WaitingSince(
                since: row.since,
                as: row.isAsked ? .act : .news,
                WaitingTask(
                    what: row.isAsked
                        ? words("stories.today.asked", ["title": row.title])
                        : words("stories.today.gone"),
                    when: row.isAsked
                        ? "\(row.name), \(words.waited(since: row.since))" : row.name,
                    step: NextStep(
                        words(row.isAsked ? "stories.today.asked.step" : "stories.today.gone.step"),
                        visit.here("/story-copies/\(row.id)")
                    )
                )
            )
        }
    ]
}

// MARK: Statements

extension Statement where Result == WaitingCopy {
    /// What waits for an answer, and what was taken back within so many days (`$2`).
    fileprivate static let waitingCopies = Statement(
        """
        select id, case state when 'proposed' then title else '' end as title, other_name, state = 'proposed' as is_asked,
            changed_at as since
          from story_copy
         where tenant_id = $1 and (state = 'proposed'
           or state = 'taken-back' and changed_at > moment() - make_interval(days => $2::integer))
         order by changed_at, id limit 20
        """,
        WaitingCopy.init,
        "id",
        "title",
        "other_name",
        "is_asked",
        "since"
    )
}

extension Statement where Result == KeptCopy {
    fileprivate static let copy = Statement(
        """
        select id, other_id, other_name, address, version, language, title, body, name_shown, recording_link, state
          from story_copy where tenant_id = $1 and id = $2
        """,
        KeptCopy.init,
        "id",
        "other_id",
        "other_name",
        "address",
        "version",
        "language",
        "title",
        "body",
        "name_shown",
        "recording_link",
        "state"
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the story (`$2`) wait until this is done.
    fileprivate static let holdCopy = Statement(
        "select from story_copy where tenant_id = $1 and id = $2 for no key update"
    )

    /// A story (`$2`) of an association (`$3`), as its letter says it.
    fileprivate static let keepCopy = Statement(
        """
        insert into story_copy (tenant_id, id, other_id, other_name, address, version, language, title, body, name_shown,
            recording_link)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
          on conflict (tenant_id, id) do update set (other_name, address, version, language, title, body, name_shown,
              recording_link, state)
            = (excluded.other_name, excluded.address, excluded.version, excluded.language, excluded.title, excluded.body,
              excluded.name_shown, excluded.recording_link, 'proposed')
        """
    )

    /// Takes a story (`$2`) to a state (`$3`), with the link to its recording or without (`$4`).
    fileprivate static let moveCopy = Statement(
        """
        update story_copy set state = $3, recording_link = case when $4::boolean then '' else recording_link end
         where tenant_id = $1 and id = $2
        """
    )

    fileprivate static let dropRecording = Statement(
        "update story_copy set recording_link = '' where tenant_id = $1 and id = $2"
    )
}
