/// A cell as RFC 4180 writes it, with an apostrophe before what a spreadsheet would take for a formula.
func quoted(_ cell: String) -> [UInt8] {
    var text = Array(cell.utf8)
    if let first = text.first, "=+-@\t\r".utf8.contains(first) {
        text.insert(UInt8(ascii: "'"), at: 0)
    }
    guard text.contains(where: { "\",\r\n;".utf8.contains($0) }) else { return text }
    var cell: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text {
        if byte == UInt8(ascii: "\"") { cell.append(byte) }
        cell.append(byte)
    }
    cell.append(UInt8(ascii: "\""))
    return cell
}
