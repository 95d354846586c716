import Base
import HTML
import HTTP
import Terms
import Wording

// What is chosen: one of a few, one of many, or any number.

extension Field {
    /// One of what there is to choose, from a list that opens with the sentence of no choice; `isRequired` wants one.
    public static func one(
        _ name: StaticString,
        _ path: FieldPath<Value, String>,
        _ label: StaticString,
        among offered: [Choice],
        empty: StaticString,
        help: StaticString? = nil,
        isRequired: Bool = true
    ) -> Field {
        Field(
            name,
            label,
            Parts(
                read: { entry, value in
                    let chosen = entry.typed("\(name)")
                    value[keyPath: path] = chosen
                    let isNone = chosen.isEmpty && !isRequired
                    if !isNone, !offered.contains(where: { $0.value == chosen }) {
                        entry.problem("\(name)", entry.words("form.problem.choice"))
                    }
                },
                pairs: { value in [Form.Pair("\(name)", value[keyPath: path])] },
                write: { h, entry in
                    let input = FieldInput(name, label, help, entry)
                    h.select(
                        input.name,
                        label: input.label,
                        choices: offered,
                        chosen: input.value,
                        empty: entry.words(empty),
                        help: input.help,
                        problem: input.problem,
                        isRequired: isRequired
                    )
                },
                text: { value, _ in titles([value[keyPath: path]], offered) },
                logged: { value in [("\(name)", titles([value[keyPath: path]], offered))] }
            )
        )
    }

    /// A choice among an enumeration's values; nil only while nothing is chosen.
    ///
    /// `words` is the prefix of the choices' wording keys: `person.kind` says `person.kind.expert`; without it they are named
    /// by their own texts. `asks` is the label in the form, where it is a question. All stand open when `isOpen`, or on cards for a page that asks one
    /// thing, or else in a list, which with `empty` opens with that sentence; with `means`, the sentence of
    /// `person.kind.expert.means` stands below each. `among` narrows what may be chosen.
    public static func choice<Choices>(
        _ name: StaticString,
        _ path: FieldPath<Value, Choices?>,
        _ label: StaticString,
        asks question: StaticString? = nil,
        among offered: [Choices] = Array(Choices.allCases),
        words prefix: StaticString? = nil,
        empty: StaticString? = nil,
        help: StaticString? = nil,
        isOpen: Bool = false,
        isOnCards: Bool = false,
        means: Bool = false
    ) -> Field
    where Choices: RawRepresentable & CaseIterable & Sendable, Choices.RawValue == String {
        choice(
            name,
            label,
            question,
            offered,
            prefix,
            empty,
            help,
            isOpen,
            isOnCards,
            means
        ) { value in
            value[keyPath: path]
        } set: { value, chosen in
            value[keyPath: path] = chosen
        }
    }

    /// A choice that always has a value; with `empty`, a new form has none until one is chosen.
    public static func choice<Choices>(
        _ name: StaticString,
        _ path: FieldPath<Value, Choices>,
        _ label: StaticString,
        asks question: StaticString? = nil,
        among offered: [Choices] = Array(Choices.allCases),
        words prefix: StaticString? = nil,
        empty: StaticString? = nil,
        help: StaticString? = nil,
        isOpen: Bool = false,
        isOnCards: Bool = false,
        means: Bool = false
    ) -> Field
    where Choices: RawRepresentable & CaseIterable & Sendable, Choices.RawValue == String {
        choice(
            name,
            label,
            question,
            offered,
            prefix,
            empty,
            help,
            isOpen,
            isOnCards,
            means
        ) { value in
            value[keyPath: path]
        } set: { value, chosen in
            if let chosen { value[keyPath: path] = chosen }
        }
    }

    /// Any number of what there is to choose, as boxes: values with their titles.
    ///
    /// `unknown` is the wording key of what is wrong when something else was sent.
    public static func boxes(
        _ name: StaticString,
        _ path: FieldPath<Value, [String]>,
        _ label: StaticString,
        among offered: [Choice],
        help: StaticString? = nil,
        unknown: StaticString = "form.problem.choice"
    ) -> Field {
        Field(
            name,
            label,
            Parts(
                read: { entry, value in
                    let sent = Set(entry.form.all("\(name)"))
                    value[keyPath: path] = offered.map(\.value).filter(sent.contains)
                    if value[keyPath: path].count != sent.count {
                        entry.problem("\(name)", entry.words(unknown))
                    }
                },
                pairs: { value in value[keyPath: path].map { Form.Pair("\(name)", $0) } },
                write: { h, entry in
                    let input = FieldInput(name, label, help, entry)
                    h.checkboxes(
                        input.name,
                        label: input.label,
                        choices: offered,
                        chosen: entry.form.all(input.name),
                        help: input.help,
                        problem: input.problem
                    )
                },
                text: { value, _ in titles(value[keyPath: path], offered) },
                logged: { value in [("\(name)", titles(value[keyPath: path], offered))] }
            )
        )
    }

    private static func choice<Choices>(
        _ name: StaticString,
        _ label: StaticString,
        _ question: StaticString?,
        _ offered: [Choices],
        _ prefix: StaticString?,
        _ empty: StaticString?,
        _ help: StaticString?,
        _ isOpen: Bool,
        _ isOnCards: Bool,
        _ means: Bool,
        get: @escaping @Sendable (Value) -> Choices?,
        set: @escaping @Sendable (inout Value, Choices?) -> Void
    ) -> Field
    where Choices: RawRepresentable & CaseIterable & Sendable, Choices.RawValue == String {
        @Sendable func title(_ choice: Choices, _ words: Words) -> String {
            prefix.map { words.dynamic("\($0).\(choice.rawValue)") } ?? choice.rawValue
        }
        return Field(
            name,
            label,
            Parts(
                read: { entry, value in
                    let chosen: Choices? = entry.choice("\(name)")
                    let isOffered = offered.contains { $0.rawValue == chosen?.rawValue }
                    if chosen != nil, !isOffered {
                        entry.problem("\(name)", entry.words("form.problem.choice"))
                    }
                    set(&value, chosen)
                },
                pairs: { value in [Form.Pair("\(name)", get(value)?.rawValue ?? "")] },
                write: { h, entry in
                    let input = FieldInput(name, question ?? label, help, entry)
                    let choices = offered.map { choice in
                        let key = "\(prefix.map { "\($0)" } ?? "").\(choice.rawValue).means"
                        return Choice(
                            choice.rawValue,
                            title(choice, entry.words),
                            more: means ? entry.words.dynamic(key) : ""
                        )
                    }
                    if isOnCards {
                        h.choiceCards(
                            input.name,
                            label: input.label,
                            choices: choices,
                            chosen: input.value,
                            help: input.help,
                            problem: input.problem
                        )
                    } else if isOpen {
                        h.radios(
                            input.name,
                            label: input.label,
                            choices: choices,
                            chosen: input.value,
                            help: input.help,
                            problem: input.problem
                        )
                    } else {
                        h.select(
                            input.name,
                            label: input.label,
                            choices: choices,
                            chosen: input.value,
                            empty: empty.map { entry.words($0) },
                            help: input.help,
                            problem: input.problem
                        )
                    }
                },
                text: { value, words in get(value).map { title($0, words) } ?? "" },
                stored: Stored(get: { get($0)?.rawValue }) { value, text in
                    let known = text.flatMap(Choices.init(rawValue:))
                    set(&value, known)
                    return known != nil || text == nil
                }
            )
        )
    }
}

private func titles(_ values: [String], _ offered: [Choice]) -> String {
    offered.filter { values.contains($0.value) }.map { $0.title.plain { _ in } }.joined(
        separator: ", "
    )
}
