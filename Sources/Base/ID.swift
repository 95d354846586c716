/// The 128 bits of a UUID.
public typealias UUIDBits = (high: UInt64, low: UInt64)

/// A UUIDv7 (RFC 9562) that knows what it names, so that a course's id is never taken for a person's.
public struct ID<Of>: Hashable, Sendable {
    @usableFromInline let high: UInt64
    @usableFromInline let low: UInt64

    /// A new id of this moment.
    ///
    /// Nothing is ordered by ids alone, so that they may tell the machine's time where another clock stands.
    public init() {
        self.init(at: Clock.real.now)
    }

    /// A new id: 48 bits of time in milliseconds, then random bits.
    public init(at instant: Instant) {
        var random = SystemRandomNumberGenerator()
        let time = UInt64(clamping: instant.milliseconds) & 0xFFFF_FFFF_FFFF
        high = time << 16 | 0x7000 | (random.next() & 0x0FFF)
        low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// When it was made, by its own word.
    public var madeAt: Instant { Instant(milliseconds: Int64(high >> 16)) }

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

    /// The id's bits, as `uuidBits` reads them.
    @inlinable
    public var bits: UUIDBits { (high, low) }

    /// The same bits under another name, where one thing is known by two (a person who is an actor).
    public init<Other>(_ other: ID<Other>) {
        (high, low) = (other.high, other.low)
    }

    /// The 36 characters of the UUID, in lower case.
    public var text: String {
        uuidText(high, low)
    }

    /// Writes the same as ASCII, without making a text of it.
    public func write(to bytes: inout [UInt8]) {
        writeUUID(high, low, to: &bytes)
    }

    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        unsafe withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { unsafe Array($0) }
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

private func writeUUID(_ high: UInt64, _ low: UInt64, to bytes: inout [UInt8]) {
    unsafe withUnsafeTemporaryAllocation(byteCount: 36, alignment: 1) { buffer in
        unsafe writeUUID(high, low, to: buffer)
        unsafe bytes.append(contentsOf: buffer)
    }
}

private func uuidText(_ high: UInt64, _ low: UInt64) -> String {
    unsafe String(unsafeUninitializedCapacity: 36) { buffer in
        unsafe writeUUID(high, low, to: UnsafeMutableRawBufferPointer(buffer))
        return 36
    }
}

/// Writes groups of 8, 4, 4, 4 and 12 digits with hyphens between them into the first 36 bytes.
private func writeUUID(_ high: UInt64, _ low: UInt64, to buffer: UnsafeMutableRawBufferPointer) {
    let words = (
        hexDigits(UInt32(truncatingIfNeeded: high >> 32)),
        hexDigits(UInt32(truncatingIfNeeded: high)),
        hexDigits(UInt32(truncatingIfNeeded: low >> 32)), hexDigits(UInt32(truncatingIfNeeded: low))
    )
    unsafe buffer.storeBytes(of: words.0.bigEndian, toByteOffset: 0, as: UInt64.self)
    unsafe buffer.storeBytes(of: half(words.1 >> 32), toByteOffset: 9, as: UInt32.self)
    unsafe buffer.storeBytes(of: half(words.1), toByteOffset: 14, as: UInt32.self)
    unsafe buffer.storeBytes(of: half(words.2 >> 32), toByteOffset: 19, as: UInt32.self)
    unsafe buffer.storeBytes(of: half(words.2), toByteOffset: 24, as: UInt32.self)
    unsafe buffer.storeBytes(of: words.3.bigEndian, toByteOffset: 28, as: UInt64.self)
    for place in [8, 13, 18, 23] { unsafe buffer[place] = UInt8(ascii: "-") }
}

private func half(_ digits: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: digits).bigEndian
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
