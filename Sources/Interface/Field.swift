public import HTML
public import HTTP
public import Wording

/// The property that a field is about.
public typealias FieldPath<Value, Property> = any WritableKeyPath<Value, Property> & Sendable

/// One field of a form, declared once over a property of what the form is about.
///
/// From it come reading, checking, showing again, the page's facts, what changed, and a column of a file.
public struct Field<Value: Sendable>: Sendable {
    /// What a field does, whatever its kind: the free part of a form gives these by itself.
    public struct Parts: Sendable {
        let read: @Sendable (inout FormEntry, inout Value) -> Void
        let pairs: @Sendable (Value) -> [Form.Pair]
        fileprivate(set) var write: @Sendable (inout HTML, FormEntry) -> Void
        let text: @Sendable (Value, Words) -> String
        let fact: (@Sendable (inout HTML, Value) -> Void)?
        let logged: (@Sendable (Value) -> [(name: String, text: String)])?
        let group: @Sendable (String, Words) -> String?
        let stored: Stored?

        /// `read` takes the value from what was typed and says what is wrong; `pairs` are the names and values of the inputs
        /// for a value; `write` writes the inputs; `text` says the value in words, empty where there is nothing to say.
        ///
        /// `fact` writes the value on a page where words alone are not enough. `logged` names what of it stands in the log,
        /// each by itself; without it, the values of the inputs. `group` names what an input stands in, where several have
        /// the same label. `stored` is how the value stands in its column; nil for what has none of its own.
        public init(
            read: @escaping @Sendable (inout FormEntry, inout Value) -> Void,
            pairs: @escaping @Sendable (Value) -> [Form.Pair],
            write: @escaping @Sendable (inout HTML, FormEntry) -> Void,
            text: @escaping @Sendable (Value, Words) -> String,
            fact: (@Sendable (inout HTML, Value) -> Void)? = nil,
            logged: (@Sendable (Value) -> [(name: String, text: String)])? = nil,
            group: @escaping @Sendable (String, Words) -> String? = { _, _ in nil },
            stored: Stored? = nil
        ) {
            self.read = read
            self.pairs = pairs
            self.write = write
            self.text = text
            self.fact = fact
            self.logged = logged
            self.group = group
            self.stored = stored
        }
    }

    /// How a property stands in a column of text: what is written there, and how what stands there is taken, false when it
    /// cannot be.
    public struct Stored: Sendable {
        let get: @Sendable (Value) -> String?
        let set: @Sendable (inout Value, String?) -> Bool

        /// A text as it is; null is the empty one.
        static func text(_ path: FieldPath<Value, String>) -> Stored {
            Stored(get: { $0[keyPath: path] }) { value, text in
                value[keyPath: path] = text ?? ""
                return true
            }
        }
    }

    /// The field's name in the form, and in the log: as its column in the database.
    public let name: String
    let column: StaticString
    /// Wording key of its label.
    public let label: StaticString
    /// Whether it holds special-category data: the log then says of it that it changed, and no more.
    public private(set) var isSpecial = false
    private(set) var parts: Parts
    private var check: @Sendable (inout FormEntry, Value) -> Void = { _, _ in }

    /// A field of any shape.
    public init(_ name: StaticString, _ label: StaticString, _ parts: Parts) {
        column = name
        self.name = "\(name)"
        self.label = label
        self.parts = parts
    }

    /// The same field, of special-category data.
    public var special: Field {
        var field = self
        field.isSpecial = true
        return field
    }

    /// The same field, sent along unseen as it was typed.
    public var unseen: Field {
        var field = self
        field.parts.write = { [name] h, entry in
            for value in entry.form.all(name) { h.hiddenField(name, value) }
        }
        return field
    }

    /// The same field with a check of its own, after that of its kind: it adds what is wrong to the entry.
    public func checked(_ check: @escaping @Sendable (inout FormEntry, Value) -> Void) -> Field {
        var field = self
        field.check = check
        return field
    }

    func read(_ entry: inout FormEntry, into value: inout Value) {
        parts.read(&entry, &value)
        check(&entry, value)
    }

    /// What of a value stands in the log, each with its name.
    public func logged(_ value: Value) -> [(name: String, text: String)] {
        if let logged = parts.logged { return logged(value) }
        let texts = parts.pairs(value).map(\.value).filter { !$0.isEmpty }
        return [(name, texts.joined(separator: ", "))]
    }
}
