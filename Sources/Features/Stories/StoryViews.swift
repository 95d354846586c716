import Base
import HTML
import Interface
import Terms
import Wording

/// Where the page of a story leads.
struct StoryDoors {
    let list: String
    let here: String
    let published: String
    let once: () -> String
}

func storyPage(
    _ h: inout HTML,
    _ page: StoryPage,
    _ doors: StoryDoors,
    _ history: [HistoryEntry],
    _ words: Words
) {
    let story = page.story
    h.wayBack(words("stories.title"), to: doors.list)
    h.pageHead(story.title(words), lead: Sentence([story.name])) { h in
        if story.state != .takenBack, !page.isAsked {
            h.button(words("stories.change"), to: "\(doors.here)/edit")
        }
    }
    h.p { h in
        h.state(words.dynamic("story.state.\(story.state.rawValue)"), story.state.look)
    }
    next(&h, page, doors, words)
    if story.state != .takenBack {
        h.part(words("story.text")) { h in text(&h, story.text, story.otherName, words) }
        if page.isAsked { answering(&h, page, doors, words) }
        h.part(words("story.sides")) { h in sides(&h, page, words) }
        taking(&h, page, doors, words)
    }
    h.part(words("story.history")) { h in h.history(history) }
}

/// What comes next, and the act that takes it there.
private func next(_ h: inout HTML, _ page: StoryPage, _ doors: StoryDoors, _ words: Words) {
    let story = page.story
    switch story.state {
    case .draft:
        h.p(words(story.hasAccount || page.isOwn ? "story.next.draft" : "story.next.no-account"))
        h.act(action: "\(doors.here)/proposal", once: doors.once()) { h in
            h.mainButton(words("stories.propose"))
        }
    case .proposed where story.isApproved:
        h.p(words(page.coordinates ? "story.next.approved" : "story.next.approved.own"))
        guard page.coordinates else { return }
        h.act(action: "\(doors.here)/publication", once: doors.once()) { h in
            h.mainButton(words("stories.publish"))
        }
    case .proposed:
        h.p(
            words(
                page.isAsked
                    ? "story.next.asked"
                    : story.hasAccount ? "story.next.proposed" : "story.next.no-account"
            )
        )
    case .declined: h.p(words("story.next.declined"))
    case .published:
        h.p { h in h.a(words("story.next.published"), .href(doors.published)) }
    case .takenBack: h.p(words("story.next.taken-back"))
    }
}

private func text(
    _ h: inout HTML,
    _ text: StoryText,
    _ organisation: String,
    _ words: Words
) {
    h.div(.lang(text.language?.rawValue ?? words.language.rawValue)) { h in
        for line in text.body.split(separator: "\n") { h.p(String(line)) }
    }
    h.facts { h in
        h.fact(words("story.name"), text.nameShown)
        if let language = text.language {
            h.fact(
                words("story.language"),
                words.dynamic("interface.language.\(language.rawValue)")
            )
        }
        if let link = WebLink(text.recordingLink) {
            h.fact(words("story.recording")) { h in h.a(link.host, .href(link.text)) }
        }
        if !organisation.isEmpty { h.fact(words("story.organisation"), organisation) }
    }
}

/// The answers, none of them greater than the others.
private func answering(_ h: inout HTML, _ page: StoryPage, _ doors: StoryDoors, _ words: Words) {
    let hasRecording = !page.story.text.recordingLink.isEmpty
    let answers: [(StoryAnswer, recording: Bool, String)] =
        hasRecording
        ? [
            (.approved, true, words("story.approve.both")),
            (.approved, false, words("story.approve.text")),
            (.declined, false, words("story.decline")),
        ]
        : [
            (.approved, false, words("story.approve")), (.declined, false, words("story.decline")),
        ]
    h.part(words("story.answering")) { h in
        h.p(words("story.answering.what"))
        if page.story.other != nil {
            h.p(words("story.answering.other", ["name": page.story.otherName]))
        }
        h.buttons { h in
            for (answer, recording, title) in answers {
                h.act(action: "\(doors.here)/answer", once: doors.once()) { h in
                    h.hiddenField("version", String(page.story.version))
                    h.hiddenField("answer", answer.rawValue)
                    h.hiddenField("recording", recording ? "yes" : "")
                    h.submitButton(title)
                }
            }
        }
        h.p { h in h.a(words("stories.change"), .href("\(doors.here)/edit")) }
    }
}

/// What each side has answered to this version.
private func sides(_ h: inout HTML, _ page: StoryPage, _ words: Words) {
    h.facts { h in
        h.fact(page.story.name) { h in answers(&h, .person, page, words) }
        if page.story.other != nil {
            h.fact(words("story.organisation")) { h in
                h.p(page.story.otherName)
                answers(&h, .organisation, page, words)
            }
        }
    }
}

/// What a side has answered to the text, and to the link to the recording.
private func answers(_ h: inout HTML, _ side: StorySide, _ page: StoryPage, _ words: Words) {
    h.text(answered(page.answer(side), words))
    if let recording = page.answer(side, .recording) {
        h.small(words("story.recording") + ": " + answered(recording, words), .class("more"))
    }
}

private func answered(_ approval: KeptApproval?, _ words: Words) -> String {
    guard let approval else { return words("story.answer.none") }
    if let time = approval.takenBackAt {
        return words("story.answer.taken-back", ["time": words.moment(time)])
    }
    return words.dynamic(
        "story.answer.\(approval.answer.rawValue)",
        ["time": words.moment(approval.givenAt)]
    )
}

/// What can be taken back, and what that means.
private func taking(_ h: inout HTML, _ page: StoryPage, _ doors: StoryDoors, _ words: Words) {
    let recording = page.answer(.person, .recording)
    if page.isOwn, let recording, recording.takenBackAt == nil {
        h.dangerConfirm(
            words("story.recording.take-back"),
            consequence: words("story.recording.take-back.what"),
            action: "\(doors.here)/recording/withdrawal",
            once: doors.once(),
            button: words("story.recording.take-back.do")
        )
    }
    let wasPublic = page.story.state == .published
    h.dangerConfirm(
        words(wasPublic ? "story.take-back" : "story.give-up"),
        consequence: words(wasPublic ? "story.take-back.what" : "story.give-up.what"),
        action: "\(doors.here)/withdrawal",
        once: doors.once(),
        button: words(wasPublic ? "story.take-back.do" : "story.give-up.do")
    )
}

extension HTML {
    /// The stories about somebody, on the page of the person.
    mutating func stories(
        _ stories: [ListedStory],
        at base: String,
        new: String,
        _ words: Words
    ) {
        part(words("stories.title")) { h in
            if !stories.isEmpty {
                h.facts { h in
                    for story in stories {
                        h.fact(words.date(story.changedAt.inFinland.day)) { h in
                            h.a(story.shownTitle(words), .href("\(base)/\(story.id)"))
                            h.text(" ")
                            h.state(
                                words.dynamic("story.state.\(story.state.rawValue)"),
                                story.state.look
                            )
                        }
                    }
                }
            }
            h.buttons { h in h.button(words("stories.new.of"), to: new) }
        }
    }
}
