public import Base
public import HTML
public import HTTP
import Terms
public import Wording

/// The property that a field is about.
public typealias FieldPath<Value, Property> = any WritableKeyPath<Value, Property> & Sendable

/// One field of a form, declared once over a property of what the form is about.
///
/// From it come reading, checking, showing again, the page's facts, what changed, and a column of a file.
public struct Field<Value: Sendable>: Sendable {
    /// The field's name in the form, and in the log: as its column in the database.
    public let name: String
    /// Wording key of its label.
    public let label: StaticString
    /// Whether it holds special-category data: the log then says of it that it changed, and no more.
    public private(set) var isSpecial = false

    let read: @Sendable (inout FormEntry, inout Value) -> Void
    let pairs: @Sendable (Value) -> [Form.Pair]
    let write: @Sendable (inout HTML, FormEntry, Words) -> Void
    let text: @Sendable (Value, Words) -> String
    let fact: (@Sendable (inout HTML, Value, Words) -> Void)?

    /// A field of any shape: how it is read, what stands in its inputs, how it is written, and what it says in words.
    ///
    /// `pairs` are the names and values of its inputs for a value; `text` is empty where there is nothing to say.
    public init(
        _ name: StaticString,
        label: StaticString,
        read: @escaping @Sendable (inout FormEntry, inout Value) -> Void,
        pairs: @escaping @Sendable (Value) -> [Form.Pair],
        write: @escaping @Sendable (inout HTML, FormEntry, Words) -> Void,
        text: @escaping @Sendable (Value, Words) -> String,
        fact: (@Sendable (inout HTML, Value, Words) -> Void)? = nil
    ) {
        self.name = "\(name)"
        self.label = label
        self.read = read
        self.pairs = pairs
        self.write = write
        self.text = text
        self.fact = fact
    }

    /// The same field, of special-category data.
    public var special: Field {
        var field = self
        field.isSpecial = true
        return field
    }

    /// The same field with a check of its own, after those of its kind: it adds what is wrong to the entry.
    public func checked(
        _ check: @escaping @Sendable (inout FormEntry, Value) -> Void
    ) -> Field {
        let read = read
        var field = Field(
            copying: self,
            read: { entry, value in
                read(&entry, &value)
                check(&entry, value)
            }
        )
        field.isSpecial = isSpecial
        return field
    }

    private init(
        copying other: Field,
        read: @escaping @Sendable (inout FormEntry, inout Value) -> Void
    ) {
        name = other.name
        label = other.label
        self.read = read
        pairs = other.pairs
        write = other.write
        text = other.text
        fact = other.fact
    }
}

// The kinds of fields.

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
        text(name, path, label) { entry in
            entry.line("\(name)", charactersMax: limit, isRequired: isRequired)
        } write: { h, entry, words in
            h.textField(
                "\(name)",
                label: words(label),
                value: entry.typed("\(name)"),
                help: help.map { words($0) },
                problem: entry.problems["\(name)"],
                isRequired: isRequired,
                autocomplete: autocomplete,
                charactersMax: limit
            )
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
        line(
            name,
            path,
            label,
            help: help,
            limit: Limits.nameCharactersMax,
            isRequired: isRequired,
            autocomplete: autocomplete
        )
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
        text(name, path, label) { entry in
            entry.text("\(name)", charactersMax: limit, isRequired: isRequired)
        } write: { h, entry, words in
            h.textArea(
                "\(name)",
                label: words(label),
                value: entry.typed("\(name)"),
                help: help.map { words($0) },
                problem: entry.problems["\(name)"],
                isRequired: isRequired,
                rows: rows,
                charactersMax: limit
            )
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
        text(name, path, label) { entry in
            entry.email("\(name)", isRequired: isRequired)
        } write: { h, entry, words in
            h.emailField(
                "\(name)",
                label: words(label),
                value: entry.typed("\(name)"),
                help: help.map { words($0) },
                problem: entry.problems["\(name)"],
                isRequired: isRequired,
                autocomplete: autocomplete
            )
        } fact: { h, value, _ in
            h.a(value[keyPath: path], .href("mailto:\(value[keyPath: path])"))
        }
    }

    /// A telephone number: kept in the international form, shown in groups.
    public static func phone(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil,
        isRequired: Bool = false,
        autocomplete: String = "tel"
    ) -> Field {
        Field(
            name,
            label: label,
            read: { entry, value in
                value[keyPath: path] = entry.phone("\(name)", isRequired: isRequired)
            },
            pairs: { value in [Form.Pair("\(name)", Phone.shown(value[keyPath: path]))] },
            write: { h, entry, words in
                h.textField(
                    "\(name)",
                    label: words(label),
                    value: entry.typed("\(name)"),
                    help: help.map { words($0) },
                    problem: entry.problems["\(name)"],
                    isRequired: isRequired,
                    autocomplete: autocomplete,
                    charactersMax: Limits.phoneCharactersMax
                )
            },
            text: { value, _ in Phone.shown(value[keyPath: path]) }
        )
    }

    /// A Finnish business id.
    public static func businessID(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil,
        isRequired: Bool = true
    ) -> Field {
        text(name, path, label) { entry in
            entry.businessID("\(name)", isRequired: isRequired)
        } write: { h, entry, words in
            h.textField(
                "\(name)",
                label: words(label),
                value: entry.typed("\(name)"),
                help: help.map { words($0) },
                problem: entry.problems["\(name)"],
                isRequired: isRequired,
                charactersMax: Limits.businessIDCharactersMax
            )
        }
    }

    /// The name that somebody types under what they decide.
    public static func signature(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        help: StaticString? = nil
    ) -> Field {
        text(name, path, label) { entry in
            entry.signature("\(name)")
        } write: { h, entry, words in
            h.textField(
                "\(name)",
                label: words(label),
                value: entry.typed("\(name)"),
                help: help.map { words($0) },
                problem: entry.problems["\(name)"],
                autocomplete: "name",
                charactersMax: Limits.nameCharactersMax
            )
        }
    }

    /// A choice, shown as radios when `isOpen`, or else as a list that opens.
    ///
    /// `words` is the prefix of the choices' wording keys: `person.kind` says `person.kind.expert`. With `means`, the sentence
    /// of `person.kind.expert.means` stands below each.
    public static func choice<Choices>(
        _ name: StaticString,
        _ path: FieldPath<Value, Choices?>,
        _ label: StaticString,
        words prefix: StaticString,
        among offered: [Choices] = Array(Choices.allCases),
        help: StaticString? = nil,
        empty: StaticString? = nil,
        isOpen: Bool = false,
        means: Bool = false
    ) -> Field
    where
        Choices: RawRepresentable & CaseIterable & Sendable & Equatable, Choices.RawValue == String
    {
        let shape = ChoiceShape(name, label, prefix, help, empty, isOpen, means)
        return Field(
            name,
            label: label,
            read: { entry, value in
                let chosen: Choices? = entry.choice("\(name)")
                if let chosen, !offered.contains(chosen) {
                    entry.refuseChoice("\(name)")
                }
                value[keyPath: path] = chosen
            },
            pairs: { value in [Form.Pair("\(name)", value[keyPath: path]?.rawValue ?? "")] },
            write: { h, entry, words in shape.write(&h, offered.map(\.rawValue), entry, words) },
            text: { value, words in
                value[keyPath: path].map { words.dynamic("\(prefix).\($0.rawValue)") } ?? ""
            }
        )
    }

    /// A choice that always has a value.
    public static func choice<Choices>(
        _ name: StaticString,
        _ path: FieldPath<Value, Choices>,
        _ label: StaticString,
        words prefix: StaticString,
        among offered: [Choices] = Array(Choices.allCases),
        help: StaticString? = nil,
        isOpen: Bool = false,
        means: Bool = false
    ) -> Field
    where
        Choices: RawRepresentable & CaseIterable & Sendable & Equatable, Choices.RawValue == String
    {
        let shape = ChoiceShape(name, label, prefix, help, nil, isOpen, means)
        return Field(
            name,
            label: label,
            read: { entry, value in
                let chosen: Choices? = entry.choice("\(name)")
                if let chosen, offered.contains(chosen) {
                    value[keyPath: path] = chosen
                } else if chosen != nil {
                    entry.refuseChoice("\(name)")
                }
            },
            pairs: { value in [Form.Pair("\(name)", value[keyPath: path].rawValue)] },
            write: { h, entry, words in shape.write(&h, offered.map(\.rawValue), entry, words) },
            text: { value, words in
                words.dynamic("\(prefix).\(value[keyPath: path].rawValue)")
            }
        )
    }

    /// Any number of what there is to choose, as boxes; `offered` are values with their titles.
    public static func boxes(
        _ name: StaticString,
        _ path: FieldPath<Value, [String]>,
        _ label: StaticString,
        among offered: [Choice],
        help: StaticString? = nil,
        isRequired: Bool = false
    ) -> Field {
        Field(
            name,
            label: label,
            read: { entry, value in
                let sent = entry.form.all("\(name)")
                let known = offered.map(\.value).filter(sent.contains)
                if known.count != Set(sent).count || (isRequired && known.isEmpty) {
                    entry.refuseChoice("\(name)")
                }
                value[keyPath: path] = known
            },
            pairs: { value in value[keyPath: path].map { Form.Pair("\(name)", $0) } },
            write: { h, entry, words in
                h.checkboxes(
                    "\(name)",
                    label: words(label),
                    choices: offered,
                    chosen: entry.form.all("\(name)"),
                    help: help.map { words($0) },
                    problem: entry.problems["\(name)"]
                )
            },
            text: { value, _ in
                offered.filter { value[keyPath: path].contains($0.value) }.map({
                    $0.title.plain { _ in }
                })
                .joined(separator: ", ")
            }
        )
    }

    /// One yes or nothing.
    public static func flag(
        _ name: StaticString,
        _ path: FieldPath<Value, Bool>,
        _ label: StaticString,
        yes: StaticString = "form.yes",
        no: StaticString = "form.no"
    ) -> Field {
        Field(
            name,
            label: label,
            read: { entry, value in value[keyPath: path] = entry.isTicked("\(name)") },
            pairs: { value in value[keyPath: path] ? [Form.Pair("\(name)", "yes")] : [] },
            write: { h, entry, words in
                h.checkbox(
                    "\(name)",
                    label: words(label),
                    isChosen: entry.isTicked("\(name)"),
                    problem: entry.problems["\(name)"]
                )
            },
            text: { value, words in words(value[keyPath: path] ? yes : no) }
        )
    }

    /// A date; nil where it is left empty and may be.
    public static func day(
        _ name: StaticString,
        _ path: FieldPath<Value, Day?>,
        _ label: StaticString,
        help: StaticString? = nil,
        isRequired: Bool = true
    ) -> Field {
        Field(
            name,
            label: label,
            read: { entry, value in
                value[keyPath: path] = entry.day("\(name)", isRequired: isRequired)
            },
            pairs: { value in [Form.Pair("\(name)", value[keyPath: path]?.iso ?? "")] },
            write: { h, entry, words in
                h.dateField(
                    "\(name)",
                    label: words(label),
                    value: entry.typed("\(name)"),
                    help: help.map { words($0) },
                    problem: entry.problems["\(name)"],
                    isRequired: isRequired
                )
            },
            text: { value, words in value[keyPath: path].map { words.date($0) } ?? "" }
        )
    }

    /// A whole number in a range; nil only while it is none.
    public static func number(
        _ name: StaticString,
        _ path: FieldPath<Value, Int?>,
        _ label: StaticString,
        in range: ClosedRange<Int>,
        help: StaticString? = nil
    ) -> Field {
        Field(
            name,
            label: label,
            read: { entry, value in value[keyPath: path] = entry.number("\(name)", in: range) },
            pairs: { value in
                [Form.Pair("\(name)", value[keyPath: path].map { String($0) } ?? "")]
            },
            write: { h, entry, words in
                h.numberField(
                    "\(name)",
                    label: words(label),
                    value: entry.typed("\(name)"),
                    help: help.map { words($0) },
                    problem: entry.problems["\(name)"]
                )
            },
            text: { value, words in value[keyPath: path].map { words.number($0) } ?? "" }
        )
    }

    /// A text of any kind: how it is read and written.
    public static func text(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        read: @escaping @Sendable (inout FormEntry) -> String,
        write: @escaping @Sendable (inout HTML, FormEntry, Words) -> Void,
        fact: (@Sendable (inout HTML, Value, Words) -> Void)? = nil
    ) -> Field {
        Field(
            name,
            label: label,
            read: { entry, value in value[keyPath: path] = read(&entry) },
            pairs: { value in [Form.Pair("\(name)", value[keyPath: path])] },
            write: write,
            text: { value, _ in value[keyPath: path] },
            fact: fact
        )
    }
}

/// How a choice is written.
private struct ChoiceShape: Sendable {
    let name: String
    let label: StaticString
    let prefix: StaticString
    let help: StaticString?
    let empty: StaticString?
    let isOpen: Bool
    let means: Bool

    init(
        _ name: StaticString,
        _ label: StaticString,
        _ prefix: StaticString,
        _ help: StaticString?,
        _ empty: StaticString?,
        _ isOpen: Bool,
        _ means: Bool
    ) {
        self.name = "\(name)"
        self.label = label
        self.prefix = prefix
        self.help = help
        self.empty = empty
        self.isOpen = isOpen
        self.means = means
    }

    func write(_ h: inout HTML, _ values: [String], _ entry: FormEntry, _ words: Words) {
        let choices = values.map { value in
            Choice(
                value,
                words.dynamic("\(prefix).\(value)"),
                more: means ? words.dynamic("\(prefix).\(value).means") : ""
            )
        }
        if isOpen {
            h.radios(
                name,
                label: words(label),
                choices: choices,
                chosen: entry.typed(name),
                help: help.map { words($0) },
                problem: entry.problems[name]
            )
        } else {
            h.select(
                name,
                label: words(label),
                choices: choices,
                chosen: entry.typed(name),
                empty: empty.map { words($0) },
                help: help.map { words($0) },
                problem: entry.problems[name]
            )
        }
    }
}
