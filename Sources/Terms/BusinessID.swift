import Base

/// A Finnish business id (Y-tunnus): seven figures, a hyphen and the check figure that they give.
/// - Source: the Finnish Patent and Registration Office; weights 7, 9, 10, 5, 8, 4, 2, modulo 11.
public struct BusinessID: Sendable, Hashable {
    /// `1234567-1`.
    public let text: String

    /// Reads what people type and paste: white space, any dash or none, marks that nobody sees, and `FI` as in a VAT
    /// number are folded; a number of six figures, as old ones have, gets its zero.
    ///
    /// Nil when the check figure does not hold.
    public init?(_ typed: String) {
        guard typed.utf8.count <= Limits.lineCharactersMax else { return nil }
        var signs = typed.unicodeScalars.filter {
            !$0.isUnseen && !$0.properties.isWhitespace && !$0.isDash
        }
        let country = signs.prefix(2).map { $0.isASCII ? $0.value & 0xDF : 0 }
        if country == "FI".unicodeScalars.map(\.value) {
            signs = String.UnicodeScalarView(signs.dropFirst(2))
        }
        var figures = signs.compactMap(\.figure)
        guard figures.count == signs.count, (7...8).contains(figures.count) else { return nil }
        if figures.count == 7 { figures.insert(0, at: 0) }
        let sum = zip(figures, [7, 9, 10, 5, 8, 4, 2]).reduce(0) { $0 + $1.0 * $1.1 }
        let rest = sum % 11
        // A rest of 1 has no figure: such numbers are never given.
        guard rest != 1, figures[7] == (rest == 0 ? 0 : 11 - rest) else { return nil }
        text = figures[..<7].map(String.init).joined() + "-\(figures[7])"
    }
}

/// Whether a text is a business id as it is kept.
public func isBusinessID(_ text: String) -> Bool {
    BusinessID(text)?.text == text
}
