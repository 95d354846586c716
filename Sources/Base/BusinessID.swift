/// Whether a text is a Finnish business id (Y-tunnus): seven figures, a hyphen and the check figure that they give.
/// - Source: the Finnish Patent and Registration Office; weights 7, 9, 10, 5, 8, 4, 2, modulo 11.
public func isBusinessID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 9, bytes[7] == UInt8(ascii: "-") else { return false }
    let figures = (bytes[..<7] + bytes[8...]).map { Int($0) - 48 }
    guard figures.allSatisfy({ (0...9).contains($0) }) else { return false }
    let sum = zip(figures, [7, 9, 10, 5, 8, 4, 2]).reduce(0) { $0 + $1.0 * $1.1 }
    let rest = sum % 11
    // A rest of 1 has no figure: such numbers are never given.
    guard rest != 1 else { return false }
    return figures[7] == (rest == 0 ? 0 : 11 - rest)
}
