public import HTML
public import HTTP
public import Wording

/// The fields of a form, in their order: declared once, for everything that is done with them.
public struct FieldList<Value: Sendable>: Sendable {
    /// What stands in a form: a field, fields under one question, or short ones beside each other.
    public enum Item: Sendable {
        case field(Field<Value>)
        case group(StaticString, help: StaticString? = nil, [Field<Value>])
        case inLine([Field<Value>])

        var fields: [Field<Value>] {
            switch self {
            case .field(let field): [field]
            case .group(_, _, let fields), .inLine(let fields): fields
            }
        }
    }

    private let items: [Item]

    /// Fields one below the other.
    public init(_ fields: Field<Value>...) {
        items = fields.map { .field($0) }
    }

    /// Fields, some of which belong together.
    public init(_ items: [Item]) {
        self.items = items
    }

    /// Every field.
    public var fields: [Field<Value>] { items.flatMap(\.fields) }

    /// The fields of these names alone, in the order in which they are named: for who may change less than all.
    public func only(_ names: StaticString...) -> FieldList {
        let known = fields
        return FieldList(
            names.compactMap { name in known.first { $0.name == "\(name)" } }.map { .field($0) }
        )
    }

    /// All but the fields of these names.
    public func without(_ names: StaticString...) -> FieldList {
        let names = names.map(\.description)
        return FieldList(fields.filter { !names.contains($0.name) }.map { .field($0) })
    }

    // MARK: The database

    /// The columns in which the fields stand, named as they are.
    public var columns: [StaticString] {
        fields.compactMap { $0.parts.stored == nil ? nil : $0.column }
    }

    /// What stands in these columns for a value, as text.
    public func stored(_ value: Value) -> [String?] {
        fields.compactMap { field in field.parts.stored.map { $0.get(value) } }
    }

    /// Takes what stands in these columns into a value; the name of one that holds what cannot be, or nil.
    public func load<Problem: Error>(
        into value: inout Value,
        _ text: (StaticString) throws(Problem) -> String?
    ) throws(Problem) -> StaticString? {
        for field in fields {
            guard let stored = field.parts.stored else { continue }
            if !stored.set(&value, try text(field.column)) { return field.column }
        }
        return nil
    }

    // MARK: Reading

    /// The form as it stands for a value.
    public func form(of value: Value) -> Form {
        Form(fields.flatMap { $0.parts.pairs(value) })
    }

    /// The value that the form describes, over what stays as it was; problems go into the entry.
    public func read(_ entry: inout FormEntry, over old: Value) -> Value {
        var value = old
        for field in fields { field.read(&entry, into: &value) }
        return value
    }

    // MARK: Showing

    /// The inputs with what was typed, and with what is wrong.
    public func write(_ h: inout HTML, _ entry: FormEntry) {
        for item in items {
            switch item {
            case .field(let field): field.parts.write(&h, entry)
            case .group(let legend, let help, let fields):
                h.group(entry.words(legend), help: help.map { entry.words($0) }) { h in
                    for field in fields { field.parts.write(&h, entry) }
                }
            case .inLine(let fields):
                h.inLine { h in
                    for field in fields { field.parts.write(&h, entry) }
                }
            }
        }
    }

    /// What somebody else saved in the meantime, beside what was typed.
    public func differences(_ h: inout HTML, _ typed: FormEntry, theirs: Value) {
        let words = typed.words
        let none = words("form.none")
        var entry = typed
        let mine = read(&entry, over: theirs)
        h.facts { h in
            for field in fields {
                // Compared as they are read: how something was typed is no difference.
                let (now, read) = (field.parts.pairs(theirs), field.parts.pairs(mine))
                let isWrong = (now + read).contains { entry.problems[$0.name] != nil }
                guard
                    isWrong || entry.problems[field.name] != nil
                        || read.filter({ !$0.value.isEmpty }) != now.filter({ !$0.value.isEmpty })
                else { continue }
                let nowText = field.parts.text(theirs, words)
                let mineText = field.parts.text(mine, words)
                // What has no words, such as a code, stands on no page but its own.
                guard !nowText.isEmpty || !mineText.isEmpty else { continue }
                h.fact(words(field.label)) { h in
                    h.bdi(words("form.stale.now", ["value": nowText.isEmpty ? none : nowText]))
                    h.small(.class("more")) { h in
                        h.bdi(
                            words("form.stale.typed", ["value": mineText.isEmpty ? none : mineText])
                        )
                    }
                }
            }
        }
    }

    /// What a change makes of a value, each field that it touches with what stood there before.
    public func changes(_ h: inout HTML, from old: Value, to new: Value, _ words: Words) {
        let none = words("form.none")
        h.facts { h in
            for field in fields {
                let (before, after) = (field.parts.text(old, words), field.parts.text(new, words))
                guard before != after else { continue }
                h.fact(words(field.label)) { h in
                    h.bdi(after.isEmpty ? none : after)
                    h.small(.class("more")) { h in
                        h.bdi(words("form.before", ["value": before.isEmpty ? none : before]))
                    }
                }
            }
        }
    }

    /// Facts of a page, one for each field, with a soft word where there is nothing.
    ///
    /// `isOfOther` names them as the log does, for who reads what another has answered.
    public func facts(
        _ h: inout HTML,
        of value: Value,
        isOfOther: Bool = false,
        _ words: Words
    ) {
        let none = words("form.none")
        for field in fields {
            let text = field.parts.text(value, words)
            let label = isOfOther ? words.dynamic("field.\(field.name)") : words(field.label)
            h.fact(label) { h in
                if text.isEmpty {
                    h.span(none, .class("soft"))
                } else if let fact = field.parts.fact {
                    fact(&h, value)
                } else {
                    h.bdi(text)
                }
            }
        }
    }

    // MARK: Files

    /// Columns of a file, one for each field, for lines of which each holds a value.
    public func fileColumns<Line>(
        of value: any KeyPath<Line, Value> & Sendable
    ) -> [(title: StaticString, value: @Sendable (Line, Words) -> any Text)] {
        fields.map { field in
            (field.label, { line, words in field.parts.text(line[keyPath: value], words) })
        }
    }
}

/// A form as its page shows it: where it is sent, what was typed, what somebody else saved.
public struct FormView: Sendable {
    /// Where it is sent.
    public let action: String
    /// The sealed field.
    public let seal: String
    /// What was typed, and what is wrong.
    public let entry: FormEntry
    /// The verb of the button that sends it.
    public let save: String
    /// Where to go without saving.
    public let back: String
    /// The form's id in its page.
    public static let id = "form"
    let fields: @Sendable (inout HTML) -> Void
    let group: @Sendable (String) -> String?
    let stale: (@Sendable (inout HTML) -> Void)?

    /// A form of declared fields; `theirs` is what somebody else saved since the form was made.
    public init<Value>(
        _ list: FieldList<Value>,
        _ entry: FormEntry,
        theirs: Value?,
        action: String,
        seal: String,
        save: String,
        back: String
    ) {
        self.action = action
        self.seal = seal
        self.entry = entry.inOrder(of: { (h: inout HTML) in list.write(&h, entry) })
        self.save = save
        self.back = back
        fields = { (h: inout HTML) in list.write(&h, entry) }
        group = { name in
            list.fields.lazy.compactMap { $0.parts.group(name, entry.words) }.first
        }
        if let theirs {
            stale = { (h: inout HTML) in list.differences(&h, entry, theirs: theirs) }
        } else {
            stale = nil
        }
    }
}

extension FormEntry {
    /// The same with what is wrong in the order in which the fields stand on the page, whatever was looked at first.
    fileprivate func inOrder(of fields: (inout HTML) -> Void) -> FormEntry {
        guard problems.list.count > 1 else { return self }
        var page = HTML()
        fields(&page)
        let text = String(decoding: page.bytes, as: UTF8.self)
        var entry = self
        entry.sortProblems { field in
            text.firstRange(of: "id=\"\(field)\"").map {
                text.utf8.distance(from: text.startIndex, to: $0.lowerBound)
            }
        }
        return entry
    }
}

extension FieldList {
    /// The same fields, sent along unseen: what was chosen on the page before.
    public var unseen: FieldList { FieldList(fields.map { .field($0.unseen) }) }

    /// These fields and more.
    public func and(_ more: Field<Value>...) -> FieldList {
        FieldList(items + more.map { .field($0) })
    }
}

/// How the button looks that sends a form.
public enum FormButton: Sendable {
    /// What most come to the page for.
    case main
    /// What the page offers beside that.
    case other
    /// What is hard to take back.
    case danger
}

extension FormView {
    /// Whether somebody else was first: what they saved stands beside what was typed.
    public var isStale: Bool { stale != nil }
}

extension HTML {
    /// A form: what is wrong, what somebody else saved, the fields, and its buttons.
    public mutating func form(
        _ view: FormView,
        isGuarded: Bool = true,
        more: (inout HTML) -> Void = { _ in },
        buttons: (inout HTML) -> Void = { _ in }
    ) {
        notes(view)
        inputs(view, id: FormView.id, isGuarded: isGuarded, more: more, buttons: buttons)
    }

    /// What is wrong with a form, and what somebody else saved: above everything else of a page that is more than its form.
    ///
    /// `next` says what can be done about it.
    public mutating func notes(_ view: FormView, next: StaticString = "form.stale.what-to-do") {
        let words = view.entry.words
        errorSummary(view.entry.problems, words, group: view.group)
        guard let stale = view.stale else { return }
        part(words("form.stale")) { h in
            h.p(words(next), .role("alert"))
            stale(&h)
        }
    }

    /// The fields of a form and its buttons.
    ///
    /// `id` is for those who send it from elsewhere on the page.
    public mutating func inputs(
        _ view: FormView,
        button kind: FormButton = .main,
        id: String? = nil,
        isGuarded: Bool = true,
        more: (inout HTML) -> Void = { _ in },
        buttons: (inout HTML) -> Void = { _ in }
    ) {
        let words = view.entry.words
        form(action: view.action, once: view.seal, id: id, isGuarded: isGuarded) { h in
            view.fields(&h)
            more(&h)
            h.buttons { h in
                let save = view.stale == nil ? view.save : words("form.stale.save")
                switch kind {
                case .main: h.mainButton(save)
                case .other: h.submitButton(save)
                case .danger: h.dangerButton(save)
                }
                buttons(&h)
                if !view.back.isEmpty {
                    h.quietButton(words("interface.cancel"), to: view.back)
                }
            }
        }
    }
}
