import Answering
import Base
import HTML
import Interface
import Terms
import Wording

/// What a member sees of a request: state and next step, facts, forms, history.
func requestContent(
    _ h: inout HTML,
    _ found: ConsentCase,
    _ text: ConsentText,
    _ forms: [AnswerStep: FormView],
    sent: AnswerStep,
    _ past: [HistoryEntry],
    giverLacks: String,
    path: String,
    listPath: String,
    _ words: Words
) {
    let request = found.request
    let state = request.state
    guard state != .cancelled else {
        h.p(words("answer.over"))
        if found.receipt != nil {
            h.p { h in h.button(words("consents.receipt"), to: "\(path)/receipt") }
        }
        h.p { h in h.a(words("consents.back"), .href(listPath)) }
        return
    }
    if let answer = forms[.decision] {
        h.p { h in h.state(of: state, words) }
        questionContent(&h, found, text, isTextOpen: true, words)
        h.inputs(answer, id: sent == .decision ? FormView.id : nil, isGuarded: false)
        if let form = forms[.delegation] {
            delegationForm(&h, form, isSent: sent == .delegation, words)
        }
    } else {
        h.health(
            state.kind,
            words.dynamic("consents.state.\(state.rawValue)"),
            [words.dynamic("consents.means.\(state.rawValue)")]
        )
        requestFacts(&h, request, words)
        if found.receipt != nil {
            h.p { h in h.mainButton(words("consents.receipt"), to: "\(path)/receipt") }
        }
    }
    if let earlier = request.renews {
        h.p { h in h.a(words("answer.renewed.earlier"), .href("\(listPath)/\(earlier)")) }
    }
    h.part(words("consents.asked-of")) { h in
        let giver = request.giverName.isEmpty ? request.giverEmail : request.giverName
        h.p(((found.link?.chain ?? []) + [giver]).joined(separator: " → "))
        if !giverLacks.isEmpty {
            h.p(words.dynamic("consents.giver.\(giverLacks).what"), .class("notice is-problem"))
        }
    }
    if let form = forms[.withdrawal] { withdrawalForm(&h, form, isSent: true, words) }
    h.part(words("consents.history")) { h in h.history(past) }
    h.p { h in h.a(words("consents.back"), .href(listPath)) }
}
