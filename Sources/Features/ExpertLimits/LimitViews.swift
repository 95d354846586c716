import Base
import HTML
import Interface
import Wording

/// What limits are opened for, and whether the reader may change them.
struct Purposeful: Sendable {
    let name: PersonName
    let engagement: OpenEngagement
    let why: String
    let mayTell: Bool

    init(_ name: PersonName, _ engagement: OpenEngagement, _ why: String, _ mayTell: Bool) {
        (self.name, self.engagement, self.why, self.mayTell) = (name, engagement, why, mayTell)
    }
}

/// One's own limits: how many there are, what opens them, and the form that adds one.
func ownLimits(
    _ h: inout HTML,
    _ form: FormView,
    _ lines: [LimitLine],
    at path: String,
    back: String,
    once: String,
    _ words: Words
) {
    h.notes(form)
    h.p(words("limits.who"), .class("soft"))
    h.part(words("limits.have")) { h in
        h.p(howMany(lines.count, words))
        if !lines.isEmpty {
            h.act(action: "\(path)/reading", once: once) { h in
                h.submitButton(words("limits.read.own"))
            }
        }
    }
    h.part(words("limits.write")) { h in h.inputs(form, id: FormView.id) }
    h.p { h in h.a(words("limits.back.boundaries"), .href(back)) }
}

/// The limits of somebody else, without their texts: what opens them, and what adds one of somebody without an account.
func limitsOfOther(
    _ h: inout HTML,
    _ lines: [LimitLine],
    reading: FormView?,
    telling: FormView?,
    person: String,
    removal: String,
    once: () -> String,
    _ words: Words
) {
    if let reading { h.notes(reading) }
    h.p(howMany(lines.count, words))
    if !lines.isEmpty {
        h.part(words("limits.read.title")) { h in
            if let reading {
                h.inputs(reading, id: FormView.id, isGuarded: false)
            } else {
                h.p(words("limits.read.none"))
            }
        }
    }
    if let telling {
        h.part(words("limits.write.told")) { h in
            for (index, line) in lines.enumerated() {
                h.act(action: "\(removal)/\(line.id)/removal", once: once()) { h in
                    h.p(told(line, index + 1, words))
                    h.submitButton(words("limits.drop"))
                }
            }
            h.inputs(telling, button: .other)
        }
    }
    h.p { h in h.a(words("person.back"), .href(person)) }
}

/// Somebody's limits with their texts, and what the log says of this reading.
func openLimits(
    _ h: inout HTML,
    _ opening: Purposeful,
    _ limits: [OpenLimit],
    person: String,
    removal: String?,
    once: () -> String,
    _ words: Words
) {
    h.pageHead(
        words.sentence("limits.of", ["name": opening.name]),
        lead: words(
            "limits.opened",
            ["purpose": opening.why, "engagement": opening.engagement.choice(words)]
        )
    ) { h in
        h.button(words("person.back"), to: person)
    }
    h.limits(limits, removal: removal, once: once, words)
    h.p(words("limits.opened.care"), .class("soft"))
}

private func howMany(_ number: Int, _ words: Words) -> String {
    number == 0 ? words("limits.none") : words.count("limits.number", number)
}

private func told(_ line: LimitLine, _ number: Int, _ words: Words) -> String {
    words(
        "limits.line",
        [
            "number": words.number(number),
            "day": words.date(line.toldOn ?? line.addedAt.inFinland.day),
        ]
    )
}

extension HTML {
    /// Limits with their texts, each with what removes it where the reader may.
    mutating func limits(
        _ limits: [OpenLimit],
        removal: String?,
        once: () -> String,
        _ words: Words
    ) {
        if limits.isEmpty { p(words("limits.none")) }
        for limit in limits {
            guard let removal else {
                p(limit.body)
                continue
            }
            act(action: "\(removal)/\(limit.id)/removal", once: once()) { h in
                h.p(limit.body)
                h.submitButton(words("limits.drop"))
            }
        }
    }

    /// How many there are, on the page of the person, with the way to them.
    mutating func limits(_ number: Int, isOwn: Bool, _ path: String, _ words: Words) {
        part(words(isOwn ? "limits.own" : "limits.title")) { h in
            h.p(howMany(number, words))
            h.p { h in h.a(words(isOwn ? "limits.to.own" : "limits.to"), .href(path)) }
        }
    }
}
