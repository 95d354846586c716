public import Base
import HTML
import HTTP
import Terms
import Wording

// The kinds of fields. The first three words of each are its name, its property, and the wording key of its label.

extension Field {
    /// A line of text.
    public static func line(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil,
        limit: Int = Limits.lineCharactersMax,
        isRequired: Bool = true,
        autocomplete: String = "off"
    ) -> Field {
        single(name, path, label, help, limit, isRequired, autocomplete) { entry in
            entry.line("\(name)", charactersMax: limit, isRequired: isRequired)
        }
    }

    /// The name of a person or an organisation.
    public static func name(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil,
        isRequired: Bool = true,
        autocomplete: String = "off"
    ) -> Field {
        let limit = Limits.nameCharactersMax
        return single(name, path, label, help, limit, isRequired, autocomplete) { entry in
            entry.name("\(name)", isRequired: isRequired)
        }
    }

    /// The name that somebody types under what they decide.
    public static func signature(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil
    ) -> Field {
        let limit = Limits.nameCharactersMax
        return single(name, path, label, help, limit, true, "name") { entry in
            entry.signature("\(name)")
        }
    }

    /// The name of a municipality; it may be left out.
    public static func municipality(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        autocomplete: String = "off"
    ) -> Field {
        let limit = Limits.nameCharactersMax
        return line(name, path, label, limit: limit, isRequired: false, autocomplete: autocomplete)
    }

    /// A telephone number: kept in the international form, shown in groups.
    public static func phone(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil,
        autocomplete: String = "tel"
    ) -> Field {
        let limit = Limits.phoneCharactersMax
        return single(name, path, label, help, limit, false, autocomplete, Phone.shown) { entry in
            entry.phone("\(name)", isRequired: false)
        }
    }

    /// A Finnish business id.
    public static func businessID(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil,
        isRequired: Bool = true
    ) -> Field {
        let limit = Limits.businessIDCharactersMax
        return single(name, path, label, help, limit, isRequired, "off") { entry in
            entry.businessID("\(name)", isRequired: isRequired)
        }
    }

    /// An address of mail.
    public static func email(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil,
        isRequired: Bool = true,
        autocomplete: String = "off"
    ) -> Field {
        text(name, path, label, help) { entry in
            entry.email("\(name)", isRequired: isRequired)
        } write: { h, input in
            h.emailField(
                input.name,
                label: input.label,
                value: input.value,
                help: input.help,
                problem: input.problem,
                isRequired: isRequired,
                autocomplete: autocomplete
            )
        } fact: { h, address in
            h.mailLink(address)
        }
    }

    /// Text of several lines.
    public static func area(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil,
        limit: Int = Limits.textCharactersMax,
        isRequired: Bool = false,
        rows: Int = 5
    ) -> Field {
        text(name, path, label, help) { entry in
            entry.text("\(name)", charactersMax: limit, isRequired: isRequired)
        } write: { h, input in
            h.textArea(
                input.name,
                label: input.label,
                value: input.value,
                help: input.help,
                problem: input.problem,
                isRequired: isRequired,
                rows: rows,
                charactersMax: limit
            )
        }
    }

    /// A day; nil while it is none, or where it may be left empty.
    public static func day(
        _ name: StaticString,
        _ path: FieldPath<Value, Day?>,
        _ label: StaticString,
        help: StaticString? = nil,
        isRequired: Bool = true
    ) -> Field {
        Field(
            name,
            label,
            Parts(
                read: { entry, value in
                    value[keyPath: path] = entry.day("\(name)", isRequired: isRequired)
                },
                pairs: { value in [Form.Pair("\(name)", value[keyPath: path]?.iso ?? "")] },
                write: { h, entry in
                    let input = FieldInput(name, label, help, entry)
                    h.dateField(
                        input.name,
                        label: input.label,
                        value: input.value,
                        help: input.help,
                        problem: input.problem,
                        isRequired: isRequired
                    )
                },
                text: { value, words in value[keyPath: path].map { words.date($0) } ?? "" }
            )
        )
    }

    /// A time of day; nil while it is none.
    public static func time(
        _ name: StaticString,
        _ path: FieldPath<Value, TimeOfDay?>,
        _ label: StaticString
    ) -> Field {
        Field(
            name,
            label,
            Parts(
                read: { entry, value in value[keyPath: path] = entry.time("\(name)") },
                pairs: { value in [Form.Pair("\(name)", value[keyPath: path]?.iso ?? "")] },
                write: { h, entry in
                    let input = FieldInput(name, label, nil, entry)
                    h.timeField(
                        input.name,
                        label: input.label,
                        value: input.value,
                        problem: input.problem
                    )
                },
                text: { value, _ in value[keyPath: path]?.iso ?? "" }
            )
        )
    }

    /// A whole number in a range; nil while it is none, or where it may be left empty.
    public static func number(
        _ name: StaticString,
        _ path: FieldPath<Value, Int?>,
        _ label: StaticString,
        in range: ClosedRange<Int>,
        help: StaticString? = nil,
        isRequired: Bool = true
    ) -> Field {
        Field(
            name,
            label,
            Parts(
                read: { entry, value in
                    value[keyPath: path] = entry.number(
                        "\(name)",
                        in: range,
                        isRequired: isRequired
                    )
                },
                pairs: { value in
                    [Form.Pair("\(name)", value[keyPath: path].map { String($0) } ?? "")]
                },
                write: { h, entry in
                    let input = FieldInput(name, label, help, entry)
                    h.numberField(
                        input.name,
                        label: input.label,
                        value: input.value,
                        help: input.help,
                        problem: input.problem,
                        isRequired: isRequired
                    )
                },
                text: { value, words in value[keyPath: path].map { words.number($0) } ?? "" }
            )
        )
    }

    /// A line of any kind; `shown` is how what is kept stands in it.
    private static func single(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        _ help: StaticString?,
        _ limit: Int,
        _ isRequired: Bool,
        _ autocomplete: String,
        _ shown: @escaping @Sendable (String) -> String = { $0 },
        read: @escaping @Sendable (inout FormEntry) -> String
    ) -> Field {
        text(name, path, label, help, shown, read: read) { h, input in
            h.textField(
                input.name,
                label: input.label,
                value: input.value,
                help: input.help,
                problem: input.problem,
                isRequired: isRequired,
                autocomplete: autocomplete,
                charactersMax: limit
            )
        }
    }

    /// One input over a text.
    private static func text(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        _ help: StaticString?,
        _ shown: @escaping @Sendable (String) -> String = { $0 },
        read: @escaping @Sendable (inout FormEntry) -> String,
        write: @escaping @Sendable (inout HTML, FieldInput) -> Void,
        fact: (@Sendable (inout HTML, String) -> Void)? = nil
    ) -> Field {
        var whole: (@Sendable (inout HTML, Value) -> Void)?
        if let fact { whole = { h, value in fact(&h, value[keyPath: path]) } }
        return Field(
            name,
            label,
            Parts(
                read: { entry, value in value[keyPath: path] = read(&entry) },
                pairs: { value in [Form.Pair("\(name)", shown(value[keyPath: path]))] },
                write: { h, entry in write(&h, FieldInput(name, label, help, entry)) },
                text: { value, _ in shown(value[keyPath: path]) },
                fact: whole,
                stored: .text(path)
            )
        )
    }
}

/// What an input shows: its label and help in the reader's language, what was typed, and what is wrong with it.
struct FieldInput {
    let name: String
    let label: String
    let value: String
    let help: String?
    let problem: String?

    init(
        _ name: StaticString,
        _ label: StaticString,
        _ help: StaticString?,
        _ entry: FormEntry
    ) {
        self.name = "\(name)"
        self.label = entry.words(label)
        self.help = help.map { entry.words($0) }
        value = entry.typed(self.name)
        problem = entry.problems[self.name]
    }
}
