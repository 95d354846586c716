import Base

// Values come in PostgreSQL's binary format (the `…send` functions of its types): neither side makes text of them.

/// The type of a column, by its number in PostgreSQL's catalogue (`pg_type.dat`).
struct SQLType: RawRepresentable, Equatable {
    let rawValue: UInt32

    static let bool = SQLType(rawValue: 16)
    static let bytea = SQLType(rawValue: 17)
    static let uuid = SQLType(rawValue: 2950)
    static let date = SQLType(rawValue: 1082)
    static let time = SQLType(rawValue: 1083)
    static let timestamptz = SQLType(rawValue: 1184)
    static let byteArrays = SQLType(rawValue: 1001)
    static let texts = SQLType(rawValue: 1009)

    /// `smallint`, `integer` or `bigint`.
    var isInteger: Bool { rawValue == 21 || rawValue == 23 || rawValue == 20 }

    /// `text`, `varchar`, `name` or `json`, whose binary format is their text.
    var isText: Bool { rawValue == 25 || rawValue == 1043 || rawValue == 19 || rawValue == 114 }
}

/// The signed number of up to eight bytes, most significant first.
func bigEndian(_ bytes: Span<UInt8>) -> Int64 {
    guard !bytes.isEmpty else { return 0 }
    var number = Int64(Int8(bitPattern: bytes[0]))
    for place in 1..<bytes.count { number = number << 8 | Int64(bytes[place]) }
    return number
}

/// The server's bytes as a text; the connection's encoding is UTF-8.
func string(_ bytes: Span<UInt8>) -> String {
    unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
}

func array(_ bytes: Span<UInt8>) -> [UInt8] {
    unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
}

/// The elements of an array of one dimension; nil when there is a null among them.
///
/// Its head is five numbers of four bytes (dimensions, nulls, type, count, first index), or three when it is empty;
/// each element has its length before it.
func elements(_ bytes: Span<UInt8>) -> [[UInt8]]? {
    guard bytes.count >= 12 else { return nil }
    let dimensions = bigEndian(bytes.extracting(..<4))
    guard dimensions == 1, bytes.count >= 20 else { return dimensions == 0 ? [] : nil }
    var elements: [[UInt8]] = []
    var place = 20
    while place < bytes.count {
        guard place + 4 <= bytes.count else { return nil }
        let length = Int(bigEndian(bytes.extracting(place..<place + 4)))
        place += 4
        guard length >= 0, place + length <= bytes.count else { return nil }
        elements.append(array(bytes.extracting(place..<place + length)))
        place += length
    }
    return elements
}

extension Instant {
    /// PostgreSQL's `timestamptz`; nil for its infinities and for what is beyond the years 1 to 9999.
    init?(microsecondsSince2000 microseconds: Int64) {
        guard (-63_082_281_600_000_000..<252_455_616_000_000_000).contains(microseconds) else {
            return nil
        }
        let milliseconds = microseconds / 1000 - (microseconds % 1000 < 0 ? 1 : 0)
        self.init(milliseconds: milliseconds + 946_684_800_000)
    }
}

extension Day {
    /// PostgreSQL's `date`; nil for its infinities and for what is beyond the years 1 to 9999.
    init?(daysSince2000 days: Int64) {
        guard (-730_119..<2_921_940).contains(days) else { return nil }
        self.init(sinceEpoch: Int(days) + 10_957)
    }
}

extension TimeOfDay {
    /// PostgreSQL's `time`; nil for its 24:00.
    init?(microseconds: Int64) {
        guard (0..<86_400_000_000).contains(microseconds) else { return nil }
        self.init(minutes: Int(microseconds / 60_000_000))
    }
}
