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
    static let record = SQLType(rawValue: 2249)
    static let records = SQLType(rawValue: 2287)

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

/// The fields of a row within a row, such as `(p.id, p.name)`, each with its type; a field that is null is nil.
///
/// The number of fields comes first, four bytes; each has its type and its length before it, -1 for null.
func fields(_ bytes: Span<UInt8>) -> [(type: SQLType, bytes: [UInt8]?)]? {
    guard bytes.count >= 4 else { return nil }
    var fields: [(type: SQLType, bytes: [UInt8]?)] = []
    var place = 4
    while place < bytes.count {
        guard place + 8 <= bytes.count else { return nil }
        let type = UInt32(truncatingIfNeeded: bigEndian(bytes.extracting(place..<place + 4)))
        let length = Int(bigEndian(bytes.extracting(place + 4..<place + 8)))
        place += 8
        guard length < 0 || place + length <= bytes.count else { return nil }
        let value = length < 0 ? nil : array(bytes.extracting(place..<place + length))
        fields.append((SQLType(rawValue: type), value))
        place += max(length, 0)
    }
    return fields
}

/// `(person, name)` or `(person, membership, name)`, whose first id that is not null is whom it names.
///
/// Nil for another row; a name that is null is nobody's.
func personName(_ bytes: Span<UInt8>) -> PersonName?? {
    guard let fields = fields(bytes), (2...3).contains(fields.count), let last = fields.last,
        fields.dropLast().allSatisfy({ $0.type == .uuid }), last.type.isText
    else { return nil }
    guard let text = last.bytes else { return .some(nil) }
    let ids = fields.dropLast().map { $0.bytes.map { uuidHalves($0.span) } }
    var subject: Subject?
    if let person = ids[0] {
        subject = .person(ID(bits: person))
    } else if ids.count == 2, let member = ids[1] {
        subject = .member(ID(bits: member))
    }
    return PersonName(subject, string(text.span))
}

/// The two halves of 16 bytes.
func uuidHalves(_ bytes: Span<UInt8>) -> UUIDBits {
    (
        UInt64(bitPattern: bigEndian(bytes.extracting(..<8))),
        UInt64(bitPattern: bigEndian(bytes.extracting(8...)))
    )
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
