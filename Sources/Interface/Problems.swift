public import HTML
public import Wording

/// What is wrong with a form, field by field, in the order of the form.
public struct Problems: Sendable {
    /// Each field's name with the sentence that says what to do.
    public private(set) var list: [(field: String, sentence: String)] = []

    /// No problems.
    public init() {}

    /// Problems of named fields.
    public init(_ list: [(field: String, sentence: String)]) {
        self.list = list
    }

    /// Whether the form can be taken as it is.
    public var isEmpty: Bool { list.isEmpty }

    /// Says what is wrong with a field.
    public mutating func add(_ field: String, _ sentence: String) {
        list.append((field, sentence))
    }

    /// The first problem of a field.
    public subscript(field: String) -> String? {
        list.first { $0.field == field }?.sentence
    }
}

extension HTML {
    /// All that is wrong, above the form, each sentence a link to its field.
    ///
    /// Nothing when nothing is wrong.
    public mutating func errorSummary(_ problems: Problems, _ words: Words) {
        guard !problems.isEmpty else { return }
        div(.class("problems"), .role("alert"), .tabindex(-1), .autofocus()) { h in
            h.h2(words("interface.problems"))
            h.ul { h in
                for problem in problems.list {
                    h.li { h in h.a(problem.sentence, .href("#\(problem.field)")) }
                }
            }
        }
    }
}
