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
    }

    /// All fields, in order.
    public private(set) var list: [Field] = []

    /// No fields.
    public init() {}

    /// The first value under the name, or nil.
    public func first(_ name: String) -> String? {
        let name = Fields.canonical(name)
        return list.first { $0.name == name }?.value
    }

    /// Every value under the name, in order.
    public func all(_ name: String) -> [String] {
        let name = Fields.canonical(name)
        return list.filter { $0.name == name }.map(\.value)
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
        guard Characters.isToken(name.utf8), value.utf8.allSatisfy(Characters.isFieldValue) else {
            return false
        }
        list.append(Field(name: Fields.canonical(name), value: value))
        return true
    }

    /// Puts this value in the place of all others under the name.
    ///
    /// False as in `append`; the others stay then.
    @discardableResult
    public mutating func set(_ name: String, _ value: String) -> Bool {
        var changed = self
        changed.remove(name)
        guard changed.append(name, value) else { return false }
        self = changed
        return true
    }

    /// Removes all fields of the name.
    public mutating func remove(_ name: String) {
        let name = Fields.canonical(name)
        list.removeAll { $0.name == name }
    }

    /// From the parser, which has checked both.
    mutating func append(checkedName name: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        list.append(
            Field(
                name: String(decoding: name.lazy.map(Characters.lowercased), as: UTF8.self),
                value: String(decoding: value, as: UTF8.self)
            )
        )
    }

    private static func canonical(_ name: String) -> String {
        guard name.utf8.contains(where: { Characters.lowercased($0) != $0 }) else { return name }
        return String(decoding: name.utf8.map(Characters.lowercased), as: UTF8.self)
    }
}

extension Fields: ExpressibleByDictionaryLiteral {
    /// Fields that would be refused are left out.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }
}
