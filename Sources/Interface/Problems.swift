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
    /// The field's label stands before the sentence: the field puts it there when it is written.
    /// `group` names what the field stands in, where several have the same label. Nothing when
    /// nothing is wrong.
    public mutating func errorSummary(
        _ problems: Problems,
        _ words: Words,
        group: (_ field: String) -> String? = { _ in nil }
    ) {
        guard !problems.isEmpty else { return }
        div(.class("problems"), .role("alert"), .tabindex(-1), .autofocus()) { h in
            h.h2(words("interface.problems"))
            h.ul { h in
                for problem in problems.list {
                    h.li { h in
                        // What is wrong with the form as a whole belongs to no field.
                        guard !problem.field.isEmpty else { return h.text(problem.sentence) }
                        h.a(.href("#\(problem.field)")) { h in
                            if let group = group(problem.field) { h.text("\(group), ") }
                            h.keepPlace(labelPlace(problem.field))
                            h.text(problem.sentence)
                        }
                    }
                }
            }
        }
    }

    /// Puts a field's label before what the summary says of it.
    mutating func nameProblem(of frame: FieldFrame) {
        guard frame.problem != nil, let last = frame.label.last else { return }
        let lead = frame.label + (".:?!".contains(last) ? " " : ": ")
        fillPlaces(labelPlace(frame.name)) { h in h.text(lead) }
    }
}

private func labelPlace(_ field: String) -> String { "label of \(field)" }
