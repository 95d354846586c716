import Access
import Audit
import Base
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

@Sendable func showStory(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Story> = try visit.id()
    let (story, approvals, events) = try visit.read { (db) throws(Failure) in
        try db.together(.one(.story, id), .all(.approvals, id), .all(.changesOfObject, id))
    }
    let page = StoryPage(
        story: story,
        approvals: approvals,
        isOwn: story.person == visit.visitor.actor.person,
        coordinates: visit.permit.scope == .all
    )
    let doors = StoryDoors(
        list: visit.here("/manuscripts\(visit.trail(of: .stories).trail)"),
        here: visit.here("/manuscripts/\(id)"),
        published: visit.here("/stories/\(id)"),
        once: { visit.once }
    )
    let words = visit.words
    let reply = visit.page(story.title(words)) { h in
        storyPage(&h, page, doors, history(events, words), words)
    }
    return Looked(reply, Entry(.storyRead, of: Object(id, ""), about: [story.person]))
}

/// Asks the sides for their approval of the version as it stands.
@Sendable func proposeStory(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "stories.done.proposed") { (db, found) throws(Failure) in
        try need(found.state == .draft)
        try db.run(.moveStory, found.id, StoryState.proposed.rawValue)
        return .storyProposed
    }
}

/// Whom the story is about answers to the version that was read.
@Sendable func answerStory(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Story> = try visit.id()
    // What is not there is absent, whatever was sent.
    _ = try visit.read { (db) throws(Failure) in try db.one(.story, id) }
    let form = try visit.request.form()
    guard let answer = StoryAnswer(rawValue: form["answer"]), let version = Int(form["version"]),
        (1...1000).contains(version), ["", "yes"].contains(form["recording"])
    else { throw .refused(.malformed) }
    let takesRecording = answer == .approved && form["recording"] == "yes"
    let isApproved = answer == .approved
    return try carry(
        visit,
        did: isApproved ? "stories.done.approved" : "stories.done.declined"
    ) { (db, found) throws(Failure) in
        guard found.person == visit.visitor.actor.person else {
            throw .refused(.forbidden(why: "stories.rule.other-side"))
        }
        // Another version, or one that was answered, has to be read first.
        try need(found.state == .proposed && found.version == version)
        try need(try db.all(.approvals, id).allSatisfy { $0.side != .person })
        try db.run(
            .addApproval,
            id,
            version,
            StorySide.person.rawValue,
            StoryMatter.text.rawValue,
            answer.rawValue
        )
        if takesRecording {
            try db.run(
                .addApproval,
                id,
                version,
                StorySide.person.rawValue,
                StoryMatter.recording.rawValue,
                answer.rawValue
            )
        }
        if isApproved { try ask(found, withRecording: takesRecording, visit, db) }
        return isApproved ? .storyApproved : .storyDeclined
    }
}

/// Puts what every side has approved before anybody's eyes.
@Sendable func publishStory(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "stories.done.published") { (db, found) throws(Failure) in
        try need(found.state == .proposed)
        try db.run(.moveStory, found.id, StoryState.published.rawValue)
        return .storyPublished
    }
}

/// Whom the story is about takes the approval back, or a coordinator the story: for good, at once, without a reason.
@Sendable func takeStoryBack(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "stories.done.taken-back") { (db, found) throws(Failure) in
        try need(found.state != .takenBack)
        try tellTakenBack(found, .text, db)
        let isOwn = found.person == visit.visitor.actor.person
        let took = isOwn ? try db.run(.takeBack, found.id, "person", "text") : 0
        if took == 0 { try db.run(.moveStory, found.id, StoryState.takenBack.rawValue) }
        return .storyTakenBack
    }
}

/// The link to the recording goes, and the text stays.
@Sendable func takeRecordingBack(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "stories.done.recording") { (db, found) throws(Failure) in
        guard found.person == visit.visitor.actor.person else {
            throw .refused(.forbidden(why: "stories.rule.other-side"))
        }
        try tellTakenBack(found, .recording, db)
        try need(try db.run(.takeBack, found.id, "person", "recording") == 1)
        return .storyRecordingTakenBack
    }
}

/// An act on a story; `act` tells what it was.
private func carry(
    _ visit: Visit,
    did done: StaticString,
    _ act: (borrowing Transaction, KeptStory) throws(Failure) -> Action
) throws(Failure) -> Reply {
    let id: ID<Story> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        try db.run(.holdStory, id)
        let found = try db.one(.story, id)
        let action = try act(db, found)
        return Audited(
            visit.after(visit.here("/manuscripts/\(id)"), did: done),
            Entry(action, of: Object(id, ""), about: [found.person])
        )
    }
}

/// What somebody else has changed meanwhile is refused.
private func need(_ holds: Bool) throws(Failure) {
    guard holds else { throw .refused(.conflict(why: "stories.rule.state-changed")) }
}

// MARK: The other end

/// Asks the organisation that a story names, once whom it is about has approved it.
private func ask(
    _ story: KeptStory,
    withRecording: Bool,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) {
    guard let other = story.other, let language = story.text.language else { return }
    try db.deliver(
        StoryProposedLetter(
            story: story.id,
            version: story.version,
            name: try db.one(.ownContact).name,
            address: visit.here("/stories/\(story.id)"),
            language: language,
            title: story.text.title,
            body: story.text.body,
            nameShown: story.text.nameShown,
            recordingLink: withRecording ? story.text.recordingLink : ""
        ),
        to: other
    )
}

/// Tells the organisation that was asked that a version is taken back, or the link to its recording.
func tellTakenBack(
    _ story: KeptStory,
    _ matter: StoryMatter,
    _ db: borrowing Transaction
) throws(Failure) {
    guard let other = story.other, story.isWithOther else { return }
    try db.deliver(
        StoryTakenBackLetter(
            story: story.id,
            version: story.version,
            name: try db.one(.ownContact).name,
            matter: matter
        ),
        to: other
    )
}

/// The organisation approves a version, with the recording or without.
func receiveApproval(
    _ letter: StoryApprovedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let matters: [StoryMatter] = letter.recording ? [.text, .recording] : [.text]
    return [try receive(.approved, matters, letter.story, letter.version, .storyApproved, inbox)]
}

/// The organisation does not approve a version.
func receiveDecline(
    _ letter: StoryDeclinedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    [try receive(.declined, [.text], letter.story, letter.version, .storyDeclined, inbox)]
}

private func receive(
    _ answer: StoryAnswer,
    _ matters: [StoryMatter],
    _ id: ID<Story>,
    _ version: Int,
    _ action: Action,
    _ inbox: borrowing Inbox
) throws(Failure) -> Entry {
    try inbox.run(.holdStory, id)
    let person = try inbox.one(.personOfStory, id)
    for matter in matters {
        try inbox.run(
            .addApproval,
            id,
            version,
            StorySide.organisation.rawValue,
            matter.rawValue,
            answer.rawValue
        )
    }
    return Entry(action, of: Object(id, ""), about: [person])
}

/// The organisation takes back what it had approved of a version: the text, or the link to its recording.
func receiveTakenBack(
    _ letter: StoryTakenBackLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let (id, matter) = (letter.story, letter.matter)
    try inbox.run(.holdStory, id)
    let person = try inbox.one(.personOfStory, id)
    let side = StorySide.organisation.rawValue
    try need(try inbox.run(.takeBack, id, side, matter.rawValue) == 1)
    let action: Action = matter == .text ? .storyTakenBack : .storyRecordingTakenBack
    return [Entry(action, of: Object(id, ""), about: [person])]
}

// MARK: Statements

extension Statement where Result == ID<Person> {
    fileprivate static let personOfStory = Statement(
        "select person_id from story where tenant_id = $1 and id = $2",
        "person_id"
    )
}

extension Statement where Result == KeptApproval {
    /// The answers to the newest version of a story (`$2`).
    static let approvals = Statement(
        """
        select a.side, a.matter, a.answer, a.given_at, a.taken_back_at
          from story s
          join story_approval a on a.tenant_id = $1 and a.story_id = s.id and a.version = s.version
         where s.tenant_id = $1 and s.id = $2 order by a.given_at, a.side desc, a.matter desc limit 4
        """,
        KeptApproval.init,
        "side",
        "matter",
        "answer",
        "given_at",
        "taken_back_at"
    )
}

extension Statement where Result == Void {
    /// Takes a story (`$2`) to a state (`$3`).
    static let moveStory = Statement(
        "update story set state = $3 where tenant_id = $1 and id = $2"
    )

    /// What a side (`$4`) answers (`$6`) to a matter (`$5`) of a story (`$2`) in a version (`$3`).
    static let addApproval = Statement(
        """
        insert into story_approval (tenant_id, story_id, version, side, matter, answer) values ($1, $2, $3, $4, $5, $6)
        """
    )

    /// Takes back what a side (`$3`) has approved (`$4`) of the newest version of a story (`$2`).
    static let takeBack = Statement(
        """
        update story_approval a set taken_back_at = moment() from story s
         where s.tenant_id = $1 and s.id = $2 and a.tenant_id = $1 and a.story_id = s.id and a.version = s.version
           and a.side = $3 and a.matter = $4 and a.answer = 'approved' and a.taken_back_at is null
        """
    )
}
