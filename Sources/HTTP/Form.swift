public import Base

/// The decoded pairs of a form or of a query, in order, duplicates kept.
public struct Form: Sendable, Equatable {
    /// One name with its value.
    public struct Pair: Sendable, Equatable {
        /// Decoded; may be empty.
        public let name: String
        /// Decoded; may be empty.
        public let value: String

        /// A pair of decoded texts.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All pairs, in order; at most `Limits.formFieldsMax` when they were read from outside.
    public private(set) var pairs: [Pair]

    /// A form of these pairs.
    public init(_ pairs: [Pair] = []) {
        self.pairs = pairs
    }

    /// Reads `application/x-www-form-urlencoded`.
    ///
    /// An invalid escape, invalid UTF-8 and NUL in a name are `.malformed`; too many fields are `.tooLarge`. NUL in a value
    /// stays, so that whoever reads the field can say what is wrong with it.
    public init(parsing bytes: some Collection<UInt8>) throws(Failure) {
        try self.init(reading: Array(bytes).span, takesNUL: true)
    }

    /// The same without a copy; a query, which nobody has typed, holds no NUL.
    init(reading bytes: Span<UInt8>, takesNUL: Bool = false) throws(Failure) {
        pairs = []
        var start = 0
        while start < bytes.count {
            let end = Characters.index(of: UInt8(ascii: "&"), in: bytes, from: start)
            if end > start { try read(bytes.extracting(start..<end), takesNUL) }
            start = end + 1
        }
    }

    private mutating func read(_ part: Span<UInt8>, _ takesNUL: Bool) throws(Failure) {
        guard pairs.count < Limits.formFieldsMax else { throw .refused(.tooLarge) }
        let equals = Characters.index(of: UInt8(ascii: "="), in: part)
        let value = part.extracting(min(equals + 1, part.count)...)
        guard let name = percentDecoded(part.extracting(..<equals), plusIsSpace: true),
            let value = percentDecoded(value, plusIsSpace: true, takesNUL: takesNUL)
        else { throw .refused(.malformed) }
        pairs.append(Pair(name, value))
    }

    /// The first value under the name, or nil.
    public func first(_ name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    /// Every value under the name, in order.
    public func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    /// The first value under the name; empty when there is none.
    public subscript(_ name: String) -> String {
        first(name) ?? ""
    }

    /// Adds one more pair.
    public mutating func append(_ name: String, _ value: String) {
        pairs.append(Pair(name, value))
    }

    /// Puts this value in the place of all others under the name.
    public mutating func set(_ name: String, _ value: String) {
        remove(name)
        append(name, value)
    }

    /// Removes all pairs of the name.
    public mutating func remove(_ name: String) {
        pairs.removeAll { $0.name == name }
    }

    /// The pairs as `a=1&b=2`, fit for a query and for a body.
    public var encoded: String {
        pairs.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }.joined(
            separator: "&"
        )
    }
}

extension Form: ExpressibleByDictionaryLiteral {
    /// A form of the pairs in their order; a name may stand twice.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Pair($0.0, $0.1) })
    }
}
