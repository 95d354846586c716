import Base
import HTML
import Interface
import Wording

/// Where the page of a finding leads.
struct FindingDoors {
    let list: String
    let here: String
    let mayShare: Bool
    let once: () -> String
}

func findingPage(
    _ h: inout HTML,
    _ finding: KeptFinding,
    _ doors: FindingDoors,
    _ words: Words
) {
    h.wayBack(words("findings.title"), to: doors.list)
    h.pageHead(
        words("finding.title"),
        lead: words("telling.of", ["title": finding.title, "name": finding.partner])
    )
    h.p { h in
        h.state(
            words.dynamic("finding.state.\(finding.state.rawValue)"),
            finding.state.look
        )
    }
    h.facts { h in
        h.fact(words.dynamic("finding.matter.\(finding.matter.rawValue)")) { h in
            for line in finding.body.split(separator: "\n") { h.p(String(line)) }
        }
        if let expert = finding.expert, !finding.isMine {
            h.fact(words("finding.expert")) { h in h.name(expert) }
        }
        if let day = finding.toldOn { h.fact(words("finding.told"), words.date(day)) }
        h.fact(words("finding.written"), words.date(finding.writtenAt.inFinland.day))
    }
    if finding.isMine, finding.state == .waits {
        h.p(words("finding.asked"))
        h.buttons { h in
            h.act(action: "\(doors.here)/approval", once: doors.once()) { h in
                h.submitButton(words("finding.approve"))
            }
            h.act(action: "\(doors.here)/refusal", once: doors.once()) { h in
                h.submitButton(words("finding.decline"))
            }
        }
    }
    guard doors.mayShare else { return }
    switch finding.state {
    case .waits: h.p(words("finding.waits"), .class("soft"))
    case .approved:
        h.p(words("finding.kept"), .class("soft"))
        h.act(action: "\(doors.here)/sharing", once: doors.once()) { h in
            h.submitButton(words("finding.share", ["name": finding.partner]))
        }
    case .declined, .shared: break
    }
}
