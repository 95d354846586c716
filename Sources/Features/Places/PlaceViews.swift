import Base
import HTML
import Interface
import Store
import Routing
import Terms
import Wording

/// Before a course is cancelled: who will hear of it, by name and number, and the message to them.
func cancellationView(_ h: inout HTML, _ circle: Circle, _ form: FormView, _ words: Words) {
    h.notes(form, next: "course.cancel.stale")
    h.p(words("course.cancel.consequence"))
    h.part(words("course.cancel.circle")) { h in
        guard !circle.stakes.isEmpty else {
            h.p(words("course.cancel.nobody"))
            return
        }
        h.facts { h in
            for kind in StakeKind.allCases {
                let stakes = circle.of(kind)
                guard !stakes.isEmpty else { continue }
                let title = words.dynamic("course.cancel.\(kind.rawValue)")
                h.fact("\(title) (\(stakes.count))") { h in
                    Sentence(list: stakes.map(\.name)).write(to: &h)
                    let unreached = stakes.count { $0.email.isEmpty }
                    if unreached > 0 {
                        h.small(words.count("course.cancel.unreached", unreached), .class("more"))
                    }
                }
            }
            if !circle.employers.isEmpty {
                h.fact(
                    words.count("course.cancel.employers", circle.employers.count),
                    circle.employers.joined(separator: ", ")
                )
            }
        }
    }
    h.inputs(form, button: .danger, id: FormView.id, isGuarded: false)
}
