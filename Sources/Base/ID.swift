/// The 128 bits of a UUID.
public typealias UUIDBits = (high: UInt64, low: UInt64)

/// A UUIDv7 (RFC 9562) that knows what it names, so that a course's id is never taken for a person's.
public struct ID<Of>: Hashable, Sendable {
    @usableFromInline let high: UInt64
    @usableFromInline let low: UInt64

    /// A new id: 48 bits of time in milliseconds, then random bits.
    public init(at instant: Instant = .now) {
        var random = SystemRandomNumberGenerator()
        let time = UInt64(clamping: instant.milliseconds) & 0xFFFF_FFFF_FFFF
        high = time << 16 | 0x7000 | (random.next() & 0x0FFF)
        low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// Reads the 36 characters of a UUID in lower case; anything else is nil.
    public init?(_ text: Substring) {
        self.init(String(text))
    }

    /// Reads the 36 characters of a UUID in lower case; anything else is nil.
    public init?(_ text: String) {
        self.init(utf8: text.utf8.span)
    }

    /// Reads the 36 characters of a UUID in lower case; anything else is nil.
    public init?(utf8 text: Span<UInt8>) {
        guard let bits = uuidBits(text) else { return nil }
        (high, low) = bits
    }

    /// The id of these bits, as `uuidBits` reads them.
    @inlinable
    public init(bits: UUIDBits) {
        (high, low) = bits
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The same bits under another name, where one thing is known by two (a person who is an actor).
    public init<Other>(_ other: ID<Other>) {
        (high, low) = (other.high, other.low)
    }

    /// The 36 characters of the UUID, in lower case.
    public var text: String {
        uuidText(high, low)
    }

    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in
            stride(from: 56, through: 0, by: -8).map {
                UInt8(truncatingIfNeeded: word >> UInt64($0))
            }
        }
    }
}

// Not generic, so that they are made once for all kinds of ids.

/// Reads the 36 characters of a UUID in lower case; anything else is nil.
public func uuidBits(_ text: Span<UInt8>) -> UUIDBits? {
    guard text.count == 36 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for position in 0..<36 {
        let byte = text[position]
        if position == 8 || position == 13 || position == 18 || position == 23 {
            guard byte == UInt8(ascii: "-") else { return nil }
        } else {
            guard let value = hexValue(byte) else { return nil }
            if position < 18 {
                high = high << 4 | UInt64(value)
            } else {
                low = low << 4 | UInt64(value)
            }
        }
    }
    return (high, low)
}

private func uuidText(_ high: UInt64, _ low: UInt64) -> String {
    unsafe String(unsafeUninitializedCapacity: 36) { buffer in
        var position = 0
        for place in 0..<16 {
            if place == 4 || place == 6 || place == 8 || place == 10 {
                unsafe buffer[position] = UInt8(ascii: "-")
                position += 1
            }
            let word = place < 8 ? high : low
            let byte = UInt8(truncatingIfNeeded: word >> UInt64(56 - place % 8 * 8))
            unsafe buffer[position] = hexDigit(byte >> 4)
            unsafe buffer[position + 1] = hexDigit(byte & 0xF)
            position += 2
        }
        return position
    }
}

extension ID where Of == Space {
    /// The space of what belongs to no organisation: a log without people, members and pages.
    public static var installation: ID { ID(high: 0x7000, low: 0x8000_0000_0000_0001) }
}

extension ID: CustomStringConvertible {
    /// The same as `text`.
    public var description: String { text }
}

// What ids name. The types carry no values: they only keep the ids apart.

/// An organisation's closed space.
public enum Space {}
/// A person's sign-in, which may belong to several spaces.
public enum Account {}
/// One account's place in one space.
public enum Membership {}
/// Somebody in a space's register.
public enum Person {}
/// A signed-in browser.
public enum Session {}
/// An entry of the log.
public enum Event {}
