public import Audit
public import Base
import Crypto
public import HTML
import HTTP
import Interface
import Wording

/// What has to be seen before a form is carried out: its consequences, and the box that says that they were seen.
///
/// When they are others by the time the box is ticked, they are shown anew.
public struct Confirmation: Sendable {
    /// Who reads it learns this of whom; nil where nobody's data stands in it.
    let look: Entry?
    let content: @Sendable (inout HTML) -> Void
    let label: StaticString
    let code: String

    /// What is shown, and the key of what the box says; the same `text` stands for the same consequences.
    public init(
        of text: String,
        _ label: StaticString,
        _ look: Entry?,
        _ content: @escaping @Sendable (inout HTML) -> Void
    ) {
        self.look = look
        self.content = content
        self.label = label
        code = hex(sha256(text))
    }

    static let field: StaticString = "confirmed"

    /// The page of the form, with what has to be seen above it and the box at its end.
    func shown<Value>(on page: FormPage<Value>) -> FormPage<Value> {
        var page = page
        let (label, code, mine, theirs) = (label, code, content, page.content)
        page.look = look
        page.fields = page.fields.and(
            Field(
                Confirmation.field,
                label,
                Field.Parts(
                    read: { _, _ in },
                    pairs: { _ in [] },
                    write: { h, entry in
                        // Who reads it in another language sees it again.
                        h.hiddenField("asked", "yes")
                        h.checkbox(
                            "confirmed",
                            label: entry.words.dynamic("\(label)"),
                            value: code,
                            problem: entry.problems["confirmed"]
                        )
                    },
                    text: { _, _ in "" }
                )
            )
        )
        page.content = { h, form in
            mine(&h)
            if let theirs { theirs(&h, form) } else { h.form(form) }
        }
        return page
    }
}

extension Visit {
    /// Whether the form that was sent says that these consequences were seen.
    public func hasConfirmed(_ asked: Confirmation) throws(Failure) -> Bool {
        let form = try request.form()
        return form["confirmed"] == asked.code && form[LanguageForm.turn].isEmpty
    }
}
