import Base

/// A telephone number in the international form (ITU-T E.164): `+358401234567`.
public struct Phone: Sendable, Hashable {
    /// A plus and 7 to 15 figures, the first of them no zero.
    public let number: String

    /// Reads what people type and paste.
    ///
    /// White space, dashes, dots, slashes, brackets, marks that nobody sees, `tel:` and `(0)` are folded. A number that
    /// begins with one zero is Finnish, one with two zeros is as with a plus. Nil for what is no number.
    public init?(_ typed: String) {
        guard typed.utf8.count <= Limits.lineCharactersMax else { return nil }
        var signs: [Unicode.Scalar] = []
        for scalar in typed.unicodeScalars where !scalar.isUnseen {
            if scalar.properties.isWhitespace || scalar.isDash { continue }
            signs.append(Phone.plain(scalar))
        }
        if Phone.startsLikeLink(signs) { signs.removeFirst(4) }
        let isInternational = signs.first == "+" || signs.starts(with: ["0", "0"])
        // The zero of `+358 (0)40` is only for calls within the country.
        if isInternational, let place = Phone.ownZero(in: signs) {
            signs.removeSubrange(place..<place + 3)
        }
        signs.removeAll { "()./".unicodeScalars.contains($0) }
        if signs.first == "+" {
            signs.removeFirst()
        } else if isInternational {
            signs.removeFirst(2)
        }
        guard signs.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        var figures = String(String.UnicodeScalarView(signs))
        if !isInternational {
            guard figures.hasPrefix("0") else { return nil }
            figures = "358" + figures.dropFirst()
        } else if figures.hasPrefix("3580") {
            figures = "358" + figures.dropFirst(4)
        }
        guard Phone.holds(figures) else { return nil }
        number = "+" + figures
    }

    /// The number in groups: `+358 40 123 4567`.
    public var shown: String {
        let figures = Array(number.utf8.dropFirst())
        let country = Phone.countryLength(figures)
        var rest = figures[country...]
        var groups = [figures[..<country]]
        if number.hasPrefix("+358") {
            // Helsinki's area is 9 alone; the others, and all mobile numbers, have two figures.
            let area = rest.first == UInt8(ascii: "9") ? 1 : 2
            groups.append(rest.prefix(area))
            rest = rest.dropFirst(area)
        }
        while rest.count > 4 {
            let size = rest.count == 5 ? 2 : rest.count == 8 ? 4 : 3
            groups.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        if !rest.isEmpty { groups.append(rest) }
        return "+" + groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    /// A kept number in groups; anything else as it is.
    public static func shown(_ kept: String) -> String {
        Phone(kept)?.shown ?? kept
    }

    /// Figures of any script and signs of full width as the plain ones.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if let value = scalar.figure { return Unicode.Scalar(UInt8(48 + value)) }
        return switch scalar.value {
        case 0xFF08: "("
        case 0xFF09: ")"
        case 0xFF0B: "+"
        case 0x2024, 0xFF0E: "."
        default: scalar
        }
    }

    private static func startsLikeLink(_ signs: [Unicode.Scalar]) -> Bool {
        // A small letter differs from its capital by one bit, which the colon has too.
        let start = signs.prefix(4).map { $0.isASCII ? $0.value | 0x20 : 0 }
        return start == "tel:".unicodeScalars.map(\.value)
    }

    private static func ownZero(in signs: [Unicode.Scalar]) -> Int? {
        signs.indices.dropLast(2).first { Array(signs[$0..<$0 + 3]) == ["(", "0", ")"] }
    }

    /// Whether the figures after a plus can be a number: of Finland's, 5 to 12 follow the country's.
    private static func holds(_ figures: String) -> Bool {
        let count = figures.utf8.count
        guard (7...15).contains(count), !figures.hasPrefix("0") else { return false }
        return !figures.hasPrefix("358") || (count >= 8 && !figures.hasPrefix("3580"))
    }

    /// How many figures the country's code has (ITU-T E.164, list of 2016).
    private static func countryLength(_ figures: [UInt8]) -> Int {
        let (first, second) = (figures[0] - 48, figures[1] - 48)
        switch first {
        case 1, 7: return 1
        case 2: return second == 0 || second == 7 ? 2 : 3
        case 3: return second == 5 || second == 7 || second == 8 ? 3 : 2
        case 4: return second == 2 ? 3 : 2
        case 5: return second == 0 || second == 9 ? 3 : 2
        case 6: return second <= 6 ? 2 : 3
        case 8: return [1, 2, 4, 6].contains(second) ? 2 : 3
        case 9: return second == 6 || second == 7 || second == 9 ? 3 : 2
        default: return 3
        }
    }
}
