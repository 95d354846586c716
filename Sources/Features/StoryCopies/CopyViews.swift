import Base
import HTML
import Interface
import Terms
import Wording

func copyPage(
    _ h: inout HTML,
    _ copy: KeptCopy,
    title: String,
    list: String,
    here: String,
    once: () -> String,
    _ history: [HistoryEntry],
    _ words: Words
) {
    h.wayBack(words("stories.title"), to: list)
    h.pageHead(title, lead: copy.name)
    h.p { h in
        h.state(words.dynamic("story-copy.state.\(copy.state.rawValue)"), copy.state.look)
    }
    h.p(words.dynamic("story-copy.next.\(copy.state.rawValue)"))
    if copy.state != .takenBack {
        h.part(words("story.text")) { h in text(&h, copy, words) }
    }
    if copy.state == .proposed { answering(&h, copy, here, once, words) }
    if copy.state == .approved {
        h.p { h in h.a(words("story-copy.public"), .href(copy.address)) }
        if !copy.recordingLink.isEmpty {
            h.dangerConfirm(
                words("story.recording.take-back"),
                consequence: words("story.recording.take-back.what"),
                action: "\(here)/recording/withdrawal",
                once: once(),
                button: words("story.recording.take-back.do")
            )
        }
        h.dangerConfirm(
            words("story-copy.take-back"),
            consequence: words("story.take-back.what"),
            action: "\(here)/withdrawal",
            once: once(),
            button: words("story-copy.take-back")
        )
    }
    h.part(words("story.history")) { h in h.history(history) }
}

private func text(_ h: inout HTML, _ copy: KeptCopy, _ words: Words) {
    h.div(.lang(copy.language.rawValue)) { h in
        for line in copy.body.split(separator: "\n") { h.p(String(line)) }
    }
    h.facts { h in
        h.fact(words("story.name"), copy.nameShown)
        h.fact(
            words("story.language"),
            words.dynamic("interface.language.\(copy.language.rawValue)")
        )
        if let link = WebLink(copy.recordingLink) {
            h.fact(words("story.recording")) { h in h.a(link.host, .href(link.text)) }
        }
    }
}

/// The answers, none of them greater than the others.
private func answering(
    _ h: inout HTML,
    _ copy: KeptCopy,
    _ here: String,
    _ once: () -> String,
    _ words: Words
) {
    let answers: [(CopyState, recording: Bool, String)] =
        copy.recordingLink.isEmpty
        ? [(.approved, false, words("story.approve")), (.declined, false, words("story.decline"))]
        : [
            (.approved, true, words("story.approve.both")),
            (.approved, false, words("story.approve.text")),
            (.declined, false, words("story.decline")),
        ]
    h.part(words("story.answering")) { h in
        h.p(words("story-copy.answering"))
        h.buttons { h in
            for (answer, recording, title) in answers {
                h.act(action: "\(here)/answer", once: once()) { h in
                    h.hiddenField("version", String(copy.version))
                    h.hiddenField("answer", answer.rawValue)
                    h.hiddenField("recording", recording ? "yes" : "")
                    h.submitButton(title)
                }
            }
        }
    }
}
