public import Base
import CPostgres

/// The rows of one answer, in libpq's own memory.
@safe final class Rows {
    private let result: OpaquePointer
    private let columns: Int32
    let count: Int
    /// Where the last column was found: rows are read in the order in which they are named.
    private var cursor: Int32 = -1

    init(_ result: OpaquePointer) {
        unsafe self.result = unsafe result
        columns = unsafe PQnfields(result)
        count = Int(unsafe PQntuples(result))
    }

    deinit {
        unsafe PQclear(result)
    }

    /// Rows that the statement changed.
    var changed: Int {
        guard let text = unsafe PQcmdTuples(result) else { return 0 }
        return Int(unsafe String(cString: text)) ?? 0
    }

    /// The command's tag, such as `COMMIT`.
    var tag: String {
        guard let text = unsafe PQcmdStatus(result) else { return "" }
        return unsafe String(cString: text)
    }

    func all<Result>(_ decode: (Row) throws(Failure) -> Result) throws(Failure) -> [Result] {
        var results: [Result] = []
        results.reserveCapacity(count)
        for index in 0..<count {
            results.append(try decode(Row(rows: self, index: Int32(clamping: index))))
        }
        return results
    }

    func column(_ name: StaticString) throws(Failure) -> Int32 {
        for step in 1...max(columns, 1) {
            let place = (cursor + step) % max(columns, 1)
            if place < columns, let found = unsafe PQfname(result, place),
                unsafe isEqual(found, name)
            {
                cursor = place
                return place
            }
        }
        throw .broken(Fault("the answer lacks a column", "\(name)"))
    }

    /// Reads a value's bytes with the type of its column; nil without reading when it is null.
    func read<Result>(
        _ index: Int32,
        _ column: Int32,
        _ body: (SQLType, Span<UInt8>) -> Result
    ) -> Result? {
        guard unsafe PQgetisnull(result, index, column) == 0,
            let start = unsafe PQgetvalue(result, index, column)
        else { return nil }
        let length = Int(unsafe PQgetlength(result, index, column))
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)
        let type = SQLType(rawValue: unsafe PQftype(result, column))
        return unsafe body(type, bytes.assumingMemoryBound(to: UInt8.self).span)
    }
}

private func isEqual(_ left: UnsafePointer<CChar>, _ right: StaticString) -> Bool {
    for index in 0...right.utf8CodeUnitCount {
        let expected: UInt8 = unsafe index < right.utf8CodeUnitCount ? right.utf8Start[index] : 0
        if unsafe UInt8(bitPattern: left[index]) != expected { return false }
    }
    return true
}

/// One row, read by the names of its columns.
///
/// A missing column or a value of another kind is a fault of ours.
public struct Row {
    let rows: Rows
    let index: Int32

    /// A text; nil when the column is null.
    public func textIfAny(_ name: StaticString) throws(Failure) -> String? {
        try parsed(name) { $0.isText ? string($1) : nil }
    }

    /// A text that is never null.
    public func text(_ name: StaticString) throws(Failure) -> String {
        try need(name, try textIfAny(name))
    }

    /// An id; nil when the column is null.
    @inlinable
    public func idIfAny<Of>(_ name: StaticString) throws(Failure) -> ID<Of>? {
        guard let bits = try uuidIfAny(name) else { return nil }
        return ID(bits: bits)
    }

    /// An id that is never null.
    @inlinable
    public func id<Of>(_ name: StaticString) throws(Failure) -> ID<Of> {
        ID(bits: try uuid(name))
    }

    /// A whole number; nil when the column is null.
    public func intIfAny(_ name: StaticString) throws(Failure) -> Int? {
        try parsed(name) { $0.isInteger ? Int(bigEndian($1)) : nil }
    }

    /// A whole number that is never null.
    public func int(_ name: StaticString) throws(Failure) -> Int {
        try need(name, try intIfAny(name))
    }

    /// True or false; nil when the column is null.
    public func boolIfAny(_ name: StaticString) throws(Failure) -> Bool? {
        try parsed(name) { $0 == .bool && $1.count == 1 ? $1[0] == 1 : nil }
    }

    /// True or false, never null.
    public func bool(_ name: StaticString) throws(Failure) -> Bool {
        try need(name, try boolIfAny(name))
    }

    /// A `timestamptz`; nil when the column is null.
    public func instantIfAny(_ name: StaticString) throws(Failure) -> Instant? {
        try parsed(name) {
            $0 == .timestamptz ? Instant(microsecondsSince2000: bigEndian($1)) : nil
        }
    }

    /// A `timestamptz` that is never null.
    public func instant(_ name: StaticString) throws(Failure) -> Instant {
        try need(name, try instantIfAny(name))
    }

    /// A `date`; nil when the column is null.
    public func dayIfAny(_ name: StaticString) throws(Failure) -> Day? {
        try parsed(name) { $0 == .date ? Day(daysSince2000: bigEndian($1)) : nil }
    }

    /// A `date` that is never null.
    public func day(_ name: StaticString) throws(Failure) -> Day {
        try need(name, try dayIfAny(name))
    }

    /// A `time` in whole minutes; nil when the column is null.
    public func timeIfAny(_ name: StaticString) throws(Failure) -> TimeOfDay? {
        try parsed(name) { $0 == .time ? TimeOfDay(microseconds: bigEndian($1)) : nil }
    }

    /// A `time` that is never null, in whole minutes.
    public func time(_ name: StaticString) throws(Failure) -> TimeOfDay {
        try need(name, try timeIfAny(name))
    }

    /// A `bytea`; nil when the column is null.
    public func bytesIfAny(_ name: StaticString) throws(Failure) -> [UInt8]? {
        try parsed(name) { $0 == .bytea ? array($1) : nil }
    }

    /// A `bytea` that is never null.
    public func bytes(_ name: StaticString) throws(Failure) -> [UInt8] {
        try need(name, try bytesIfAny(name))
    }

    /// A language that is never null, stored as `fi`, `sv` or `en`.
    public func language(_ name: StaticString) throws(Failure) -> Language {
        try need(name, try parsed(name) { $0.isText ? Language(rawValue: string($1)) : nil })
    }

    /// A person's name, selected as `(person id, name)` or `(person id, membership id, name)`; nil when the row or the
    /// name is null.
    public func nameIfAny(_ name: StaticString) throws(Failure) -> PersonName? {
        try parsed(name) { $0 == .record ? personName($1) : nil } ?? nil
    }

    /// Names without nulls, gathered as `array_agg((person id, name))`; empty when the column is null.
    public func names(_ name: StaticString) throws(Failure) -> [PersonName] {
        try parsed(name) { type, bytes -> [PersonName]? in
            guard type == .records, let all = elements(bytes) else { return nil }
            let names = all.compactMap { personName($0.span) ?? nil }
            return names.count == all.count ? names : nil
        } ?? []
    }

    /// A person's name that is never null.
    public func name(_ name: StaticString) throws(Failure) -> PersonName {
        try need(name, try nameIfAny(name))
    }

    /// A value of an enumeration that is stored as its raw text.
    @inlinable
    public func choice<Choice: RawRepresentable>(_ name: StaticString) throws(Failure) -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try text(name)) else { throw mismatch(name) }
        return choice
    }

    /// A `text[]` without nulls; empty when the column is null.
    public func texts(_ name: StaticString) throws(Failure) -> [String] {
        try parsed(name) { $0 == .texts ? elements($1)?.map { string($0.span) } : nil } ?? []
    }

    /// A `bytea[]` without nulls; empty when the column is null.
    public func byteArrays(_ name: StaticString) throws(Failure) -> [[UInt8]] {
        try parsed(name) { $0 == .byteArrays ? elements($1) : nil } ?? []
    }

    @usableFromInline
    func uuidIfAny(_ name: StaticString) throws(Failure) -> UUIDBits? {
        try parsed(name) { type, bytes in
            type == .uuid && bytes.count == 16 ? uuidHalves(bytes) : nil
        }
    }

    @usableFromInline
    func uuid(_ name: StaticString) throws(Failure) -> UUIDBits {
        try need(name, try uuidIfAny(name))
    }

    /// The fault of a value that is not what the column was to hold.
    @usableFromInline
    func mismatch(_ name: StaticString) -> Failure {
        .broken(Fault("a column has a value of another kind", "\(name)"))
    }

    private func parsed<Result>(
        _ name: StaticString,
        _ read: (SQLType, Span<UInt8>) -> Result?
    ) throws(Failure) -> Result? {
        guard let value = rows.read(index, try rows.column(name), read) else { return nil }
        guard let value else { throw mismatch(name) }
        return value
    }

    func need<Result>(_ name: StaticString, _ value: Result?) throws(Failure) -> Result {
        guard let value else { throw .broken(Fault("a column is null", "\(name)")) }
        return value
    }
}
