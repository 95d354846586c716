import Answering
import Base
import Crypto
import HTML
import HTTP
import Interface
import Routing
import Terms
import Wording

/// What the page of a link is written from, beside its forms.
struct LinkParts {
    let opened: OpenedLink
    let text: ConsentText
    /// The path of the answering pages, `/<space>/answer`.
    let path: String
    /// Where somebody with an account answers.
    let signIn: String
    let once: String
}

/// The title that fits the request's state.
func linkTitle(_ found: ConsentCase, _ words: Words) -> any Text {
    if found.receipt != nil { return words("receipt.title") }
    return found.request.state == .waiting
        ? found.question(words) : words("answer.expired.title")
}

/// The page on which a personal link opens: it knows nothing yet, and sends the token only when a person does.
func linkContent(_ h: inout HTML, action: String, once: String, _ words: Words) {
    h.pageHead(words("answer.link.title"), lead: words("answer.link.lead"))
    h.form(action: action, once: once, id: "link", isGuarded: false) { h in
        h.p(words("answer.link.ready"), .data("with-token", ""), .hidden())
        h.div(.data("without-token", "")) { h in
            h.textField(
                "token",
                label: words("answer.link.code"),
                help: words("answer.link.help"),
                isRequired: false
            )
        }
        h.buttons { h in h.mainButton(words("answer.link.open")) }
    }
}

/// What the link opens: the receipt, that the time is over, who answers instead, or the question.
func openedContent(
    _ h: inout HTML,
    _ parts: LinkParts,
    _ forms: [AnswerStep: FormView],
    sent: AnswerStep,
    _ words: Words
) {
    let (found, token) = (parts.opened.found, parts.opened.token.text)
    if let receipt = found.receipt {
        if found.request.state == .replaced {
            h.p(words("answer.replaced"), .class("notice is-problem"))
        }
        h.receipt(receipt, parts.text, words)
        h.form(
            action: "\(parts.path)/receipt.json",
            once: parts.once,
            id: forms[sent] == nil ? FormView.id : nil,
            isGuarded: false
        ) { h in
            h.hiddenField("token", token)
            h.buttons { h in h.submitButton(words("receipt.file")) }
        }
        if let form = forms[.withdrawal] {
            withdrawalForm(&h, form, isSent: true, words) { $0.step(.withdrawal, of: token) }
        }
    } else if found.request.state != .waiting {
        h.p(words("answer.expired"))
        h.p(words("answer.expired.what-to-do"))
    } else if let bar = found.bar {
        h.p(words(bar))
        h.p { h in h.button(words("answer.barred.sign-in"), to: parts.signIn) }
        requestFacts(&h, found.request, words)
    } else {
        questionContent(&h, found, parts.text, isTextOpen: false, words)
        if let form = forms[.decision] {
            let id = sent == .decision ? FormView.id : nil
            h.inputs(form, id: id, isGuarded: false) { $0.step(.decision, of: token) }
        }
        if let form = forms[.delegation] {
            delegationForm(&h, form, isSent: sent == .delegation, words) {
                $0.step(.delegation, of: token)
            }
        }
    }
}

/// What was chosen, repeated in words, and the code that makes it so.
func codeContent(
    _ h: inout HTML,
    _ view: FormView,
    _ step: AnswerStep,
    _ opened: OpenedLink,
    _ text: ConsentText?,
    path: String,
    _ words: Words
) {
    let found = opened.found
    var entry = view.entry
    let form = found.fields(step).read(&entry, over: found.said(step))
    h.notes(view)
    h.div(.class("group is-cards")) { h in
        h.ul { h in
            for sentence in found.sentences(step, form, words) { h.li(sentence) }
        }
    }
    if step == .decision, form.answer.state(asked: found.request.asked) == .withoutSupport {
        h.p(words("answer.without-working-time"), .class("notice is-problem"))
    }
    h.inputs(view, id: FormView.id, isGuarded: false) { h in
        h.step(step, of: opened.token.text)
    } buttons: { h in
        h.button(
            words("answer.code.again"),
            .class("button is-quiet"),
            .type("submit"),
            .formAction("\(path)/code")
        )
        h.quietButton(words("answer.code.back"), to: "\(path)/request")
    }
    if let text { h.consentText(text) }
}

extension ConsentCase {
    /// What was chosen, in words.
    fileprivate func sentences(_ step: AnswerStep, _ form: AnswerForm, _ words: Words) -> [String] {
        let name = words("answer.said.name", ["name": form.name])
        return switch step {
        case .decision: words.sentences(form.answer, asked: request.asked) + [name]
        case .delegation:
            [words("answer.said.delegation", ["name": form.colleague, "address": form.address])]
        case .withdrawal: [words("answer.said.withdrawal"), name]
        }
    }
}

extension HTML {
    /// Which step a form takes, and by which link.
    fileprivate mutating func step(_ step: AnswerStep, of token: String) {
        hiddenField("token", token)
        hiddenField("step", step.rawValue)
    }
}

/// `ma···@esimerkki.fi`: enough to know one's own address by.
func veiled(_ email: String) -> String {
    guard let at = email.lastIndex(of: "@") else { return "···" }
    return "\(email[..<at].prefix(2))···\(email[at...])"
}

extension Visit {
    /// What surrounds a page of a request; `form` is sent again to change the language, so that nothing typed is lost.
    ///
    /// Before the organisation has claimed its space, the letterhead names the employer as this request does: the space's
    /// name was typed by whoever asked first.
    func frame(of request: ConsentRequest, turning form: LanguageForm? = nil) -> Frame {
        var frame = frame
        frame.languageForm = form
        if visitor.space?.state == "unclaimed" { frame.spaceName = request.facts.employer }
        return frame
    }

    /// A letter page that does not tell whose space this is: nobody has shown a token that works.
    func nameless(_ title: String, status: Int = 200, content: (inout HTML) -> Void) -> Reply {
        var frame = frame
        frame.spaceName = words("house.name")
        if request.method == .post { frame.path = here("/answer") }
        return letter(title, frame, status: status, content: content)
    }

    /// Nothing can be done here: title, why, and what to do stand under `key`.
    func closed(_ key: String, _ name: String? = nil, status: Int = 200) -> Reply {
        let title = words.dynamic("\(key).title")
        return nameless(title, status: status) { h in
            h.pageHead(title)
            h.p(words.dynamic(key, ["name": name ?? ""]))
            if words.has("\(key).what-to-do") { h.p(words.dynamic("\(key).what-to-do")) }
        }
    }
}
