import HTML
import HTTP
public import Wording

// Fields that stand in no log and on no page of facts.

extension Field {
    /// A password, which is never sent back to the page; `isNew` for one that is being chosen.
    public static func password(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        isNew: Bool = false,
        isRequired: Bool = true,
        help: @escaping @Sendable (Words) -> String? = { _ in nil }
    ) -> Field {
        secret(name, label) { entry, value in
            value[keyPath: path] = entry.typed("\(name)")
            if isRequired, value[keyPath: path].isEmpty {
                entry.problem("\(name)", entry.words("form.problem.required"))
            }
        } write: { h, entry in
            let input = FieldInput(name, label, nil, entry)
            h.passwordField(
                input.name,
                label: input.label,
                help: help(entry.words),
                problem: input.problem,
                isNew: isNew,
                isRequired: isRequired
            )
        }
    }

    /// The eight figures of a mailed code, however they were spaced; empty when they can be none.
    ///
    /// `tells` whether the form says so itself, or a page that it leads to.
    public static func code(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString,
        tells: Bool = true
    ) -> Field {
        secret(name, label) { entry, value in
            let code = entry.secret("\(name)").filter { $0 != "-" }
            let isCode = code.utf8.count == 8 && code.utf8.allSatisfy { (48...57).contains($0) }
            value[keyPath: path] = isCode ? code : ""
            if tells, !isCode { entry.problem("\(name)", entry.words("form.problem.code")) }
        } write: { h, entry in
            let input = FieldInput(name, label, help, entry)
            h.codeField(
                input.name,
                label: input.label,
                value: input.value,
                help: input.help,
                problem: input.problem
            )
        }
    }

    /// What is sent along unseen.
    public static func hidden(_ name: StaticString, _ path: FieldPath<Value, String>) -> Field {
        Field(
            name,
            "form.none",
            Parts(
                read: { entry, value in value[keyPath: path] = entry.typed("\(name)") },
                pairs: { value in [Form.Pair("\(name)", value[keyPath: path])] },
                write: { h, entry in
                    let value = entry.typed("\(name)")
                    if !value.isEmpty { h.hiddenField("\(name)", value) }
                },
                text: { _, _ in "" },
                logged: { _ in [] }
            )
        )
    }

    private static func secret(
        _ name: StaticString,
        _ label: StaticString,
        read: @escaping @Sendable (inout FormEntry, inout Value) -> Void,
        write: @escaping @Sendable (inout HTML, FormEntry) -> Void
    ) -> Field {
        let parts = Parts(
            read: read,
            pairs: { _ in [] },
            write: write,
            text: { _, _ in "" },
            logged: { _ in [] }
        )
        return Field(name, label, parts)
    }
}
