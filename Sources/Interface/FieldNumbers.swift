import Base
import HTML
import HTTP
public import Wording

// Fields of numbers and of yes and no whose property always has a value.

extension Field {
    /// A whole number in a range; while it is none, the property stays as it was.
    public static func number(
        _ name: StaticString,
        _ path: FieldPath<Value, Int>,
        _ label: StaticString,
        in range: ClosedRange<Int>,
        help: StaticString? = nil
    ) -> Field {
        line(name, path, label, help, words: { $1.number($0) }, typed: { String($0) }) { entry in
            entry.number("\(name)", in: range)
        }
    }

    /// A sum of money in euros, kept in cents.
    public static func euros(
        _ name: StaticString,
        _ path: FieldPath<Value, Int>,
        _ label: StaticString,
        in cents: ClosedRange<Int>,
        help: StaticString? = nil
    ) -> Field {
        line(name, path, label, help, words: { $1.euros($0) }, typed: { Euros.typed($0) }) {
            entry in
            entry.euros("\(name)", in: cents)
        }
    }

    /// Yes or no, of which nothing is chosen at first; the words stand under `words.yes` and `words.no`.
    public static func yesOrNo(
        _ name: StaticString,
        _ path: FieldPath<Value, Bool>,
        _ label: StaticString,
        words prefix: StaticString = "form.answer",
        help: StaticString? = nil
    ) -> Field {
        @Sendable func title(_ isYes: Bool, _ words: Words) -> String {
            words.dynamic("\(prefix).\(isYes ? "yes" : "no")")
        }
        return Field(
            name,
            label,
            Parts(
                read: { entry, value in
                    if let answer: YesOrNo = entry.choice("\(name)") {
                        value[keyPath: path] = answer == .yes
                    }
                },
                pairs: { value in [Form.Pair("\(name)", value[keyPath: path] ? "yes" : "no")] },
                write: { h, entry in
                    let input = FieldInput(name, label, help, entry)
                    h.radios(
                        input.name,
                        label: input.label,
                        choices: [false, true].map {
                            Choice($0 ? "yes" : "no", title($0, entry.words))
                        },
                        chosen: input.value,
                        help: input.help,
                        problem: input.problem
                    )
                },
                text: { value, words in title(value[keyPath: path], words) }
            )
        )
    }

    private static func line(
        _ name: StaticString,
        _ path: FieldPath<Value, Int>,
        _ label: StaticString,
        _ help: StaticString?,
        words said: @escaping @Sendable (Int, Words) -> String,
        typed: @escaping @Sendable (Int) -> String,
        read: @escaping @Sendable (inout FormEntry) -> Int?
    ) -> Field {
        Field(
            name,
            label,
            Parts(
                read: { entry, value in
                    if let number = read(&entry) { value[keyPath: path] = number }
                },
                pairs: { value in [Form.Pair("\(name)", typed(value[keyPath: path]))] },
                write: { h, entry in
                    let input = FieldInput(name, label, help, entry)
                    h.numberField(
                        input.name,
                        label: input.label,
                        value: input.value,
                        help: input.help,
                        problem: input.problem
                    )
                },
                text: { value, words in said(value[keyPath: path], words) }
            )
        )
    }
}

private enum YesOrNo: String {
    case yes
    case no
}

/// Sums of money as people type them.
enum Euros {
    /// A sum in cents as it stands in a field: `80`, `80,50`.
    static func typed(_ cents: Int) -> String {
        let (euros, rest) = cents.quotientAndRemainder(dividingBy: 100)
        return rest == 0 ? "\(euros)" : "\(euros),\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Cents from what was typed: whole euros, or two decimals after a comma or a point; nil for anything else.
    static func cents(_ typed: String) -> Int? {
        let parts = typed.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        guard let first = parts.first, (1...2).contains(parts.count), isFigures(first),
            let euros = Int(first)
        else { return nil }
        guard parts.count == 2 else { return euros * 100 }
        guard parts[1].utf8.count == 2, isFigures(parts[1]), let rest = Int(parts[1]) else {
            return nil
        }
        return euros * 100 + rest
    }

    private static func isFigures(_ text: Substring) -> Bool {
        (1...9).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }
}

extension Words {
    /// A sum of money that is kept in cents.
    public func euros(_ cents: Int) -> String {
        let rest = cents % 100
        let mark = language == .english ? "." : ","
        let decimals = rest == 0 ? "" : "\(mark)\(rest < 10 ? "0" : "")\(rest)"
        return self("form.euros", ["sum": number(cents / 100) + decimals])
    }
}
