public import Base

/// A table for spreadsheets: UTF-8 with the mark that they know it by, rows as RFC 4180 ends them, every cell quoted.
///
/// Cells are parted by semicolons in every language: Excel goes by the country, and Finland's comma is for decimals.
public struct TableFile: Sendable {
    /// The file so far.
    public private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// Whom the file names, as often as it does.
    private var named: Set<Subject> = []

    /// Whom the file names.
    public var subjects: [Subject] { Array(named) }

    /// An empty file.
    public init() {}

    /// Adds a row of words and names.
    public mutating func add(_ cells: [any Text]) {
        add(cells.map { cell in cell.plain { named.insert($0) } })
    }

    /// Adds a row of words.
    public mutating func add(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ";")) }
            bytes.append(UInt8(ascii: "\""))
            for byte in harmless(cell) {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes += [0x0D, 0x0A]
    }
}

/// A cell that no spreadsheet takes for a formula, nor a piece of it, should the cell be parted where it is not meant to
/// be: an apostrophe stands before what begins like one.
private func harmless(_ cell: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(cell.utf8.count + 1)
    var isStart = true
    if let first = cell.utf8.first, "\t\r\n".utf8.contains(first) {
        bytes.append(UInt8(ascii: "'"))
    }
    for byte in cell.utf8 {
        if isStart, "=+-@".utf8.contains(byte) { bytes.append(UInt8(ascii: "'")) }
        bytes.append(byte)
        isStart = ";,\t\r\n".utf8.contains(byte) || (isStart && byte == 0x20)
    }
    return bytes
}
