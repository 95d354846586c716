/// Header fields in their order, duplicates kept.
///
/// Names are kept in lower case, since HTTP does not tell cases apart.
///
/// Nothing that could end a line ever gets in, so a response that is written from fields cannot be split.
public struct Fields: Sendable, Equatable {
    /// One name with its value.
    public struct Field: Sendable, Equatable {
        /// A token in lower case.
        public let name: String
        /// Without control characters but the tab.
        public let value: String

        func has(_ name: String) -> Bool {
            self.name.utf8.count == name.utf8.count && self.name == name
        }
    }

    /// All fields, in order.
    public private(set) var list: [Field] = []

    /// No fields.
    public init() {}

    /// The first value under the name, or nil.
    public func first(_ name: String) -> String? {
        value(of: Fields.canonical(name))
    }

    /// The first value under the name, which must be in lower case.
    func value(of name: String) -> String? {
        for field in list where field.has(name) { return field.value }
        return nil
    }

    /// Every value under the name, in order.
    public func all(_ name: String) -> [String] {
        values(of: Fields.canonical(name))
    }

    /// Every value under the name, which must be in lower case.
    func values(of name: String) -> [String] {
        var values: [String] = []
        for field in list where field.has(name) { values.append(field.value) }
        return values
    }

    /// Whether there is a field of the name.
    public func contains(_ name: String) -> Bool {
        first(name) != nil
    }

    /// Adds one more field.
    ///
    /// False, and nothing is added, when the name is no token or the value holds CR, LF, NUL or
    /// another control character.
    @discardableResult
    public mutating func append(_ name: String, _ value: String) -> Bool {
        guard Fields.isSound(name, value) else { return false }
        list.append(Field(name: Fields.canonical(name), value: value))
        return true
    }

    /// Puts this value in the place of all others under the name.
    ///
    /// False as in `append`; the others stay then.
    @discardableResult
    public mutating func set(_ name: String, _ value: String) -> Bool {
        guard Fields.isSound(name, value) else { return false }
        remove(name)
        list.append(Field(name: Fields.canonical(name), value: value))
        return true
    }

    /// Removes all fields of the name.
    public mutating func remove(_ name: String) {
        let name = Fields.canonical(name)
        list.removeAll { $0.has(name) }
    }

    /// From the parser, which has checked both.
    mutating func append(checkedName name: Span<UInt8>, value: Span<UInt8>) {
        // As many as browsers send, in one piece of memory.
        if list.isEmpty { list.reserveCapacity(16) }
        list.append(Field(name: Characters.lowercased(name), value: Characters.text(value)))
    }

    private static func isSound(_ name: String, _ value: String) -> Bool {
        Characters.isToken(name.utf8.span) && Characters.isFieldValue(value.utf8.span)
    }

    private static func canonical(_ name: String) -> String {
        let bytes = name.utf8.span
        for index in bytes.indices where Characters.lowercased(bytes[index]) != bytes[index] {
            return Characters.lowercased(bytes)
        }
        return name
    }
}

extension Fields: ExpressibleByDictionaryLiteral {
    /// Fields that would be refused are left out.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }
}
