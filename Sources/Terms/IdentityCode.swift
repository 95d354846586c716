import Base

/// Personal identity codes (henkilötunnus), which Vakka never keeps: `131052-308T`.
///
/// Six figures of the day of birth, a sign of the century, three figures and a check character. White space and dots may
/// stand between the parts, any dash may stand for the sign, and letters may be small.
/// - Source: the Digital and Population Data Services Agency; the signs U–Y and B–F are those of the reform of 2023.
public enum IdentityCode {
    /// The first code in a text: its day and sign as they stand there, without the rest; nil when there is none.
    public static func found(in text: String) -> String? {
        // Most texts hold no figure at all.
        guard text.unicodeScalars.contains(where: { $0.figure != nil }) else { return nil }
        let seen = text.unicodeScalars.filter { !$0.isUnseen }.map(narrow)
        let scalars = Scalars(seen)
        return scalars.indices.lazy.compactMap { code(in: scalars, at: $0) }.first
    }

    private typealias Scalars = String.UnicodeScalarView

    /// A code whose sign of the century stands at the place.
    private static func code(in text: Scalars, at sign: Scalars.Index) -> String? {
        guard let century = century(text[sign]) else { return nil }
        var date: [Int] = []
        var start = sign
        while date.count < 6, let before = figureBefore(start, in: text) {
            date.insert(before.value, at: 0)
            start = before.index
        }
        guard date.count == 6 else { return nil }
        if start > text.startIndex, text[text.index(before: start)].figure != nil { return nil }
        var rest: [Int] = []
        var end = text.index(after: sign)
        while rest.count < 3, let next = nextSeen(end, in: text), let value = text[next].figure {
            rest.append(value)
            end = text.index(after: next)
        }
        guard rest.count == 3, let last = nextSeen(end, in: text) else { return nil }
        let after = text.index(after: last)
        if after < text.endIndex, isOfWord(text[after]) { return nil }
        let number = rest[0] * 100 + rest[1] * 10 + rest[2]
        let born = date.reduce(0) { $0 * 10 + $1 }
        let (day, month, year) = (born / 10_000, born / 100 % 100, century + born % 100)
        guard number >= 2, Day(year: year, month: month, day: day) != nil else { return nil }
        let check = checks[(born * 1000 + number) % 31]
        guard character(text[last]) == check else { return nil }
        return String(text[start...sign])
    }

    private static let checks = Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)

    private static func century(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "+": 1800
        case "A"..."F", "a"..."f": 2000
        case "U"..."Y", "u"..."y": 1900
        default: scalar.isDash ? 1900 : nil
        }
    }

    /// The nearest figure before a place, white space and dots passed over.
    private static func figureBefore(
        _ place: Scalars.Index,
        in text: Scalars
    ) -> (value: Int, index: Scalars.Index)? {
        var place = place
        while place > text.startIndex {
            place = text.index(before: place)
            if let value = text[place].figure { return (value, place) }
            guard isGap(text[place]) else { return nil }
        }
        return nil
    }

    /// The next place that is no white space.
    private static func nextSeen(_ place: Scalars.Index, in text: Scalars) -> Scalars.Index? {
        var place = place
        while place < text.endIndex {
            guard isGap(text[place]) else { return place }
            place = text.index(after: place)
        }
        return nil
    }

    private static func isGap(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "." || scalar.properties.isWhitespace
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.figure != nil || scalar.properties.isAlphabetic
    }

    private static func character(_ scalar: Unicode.Scalar) -> UInt8? {
        if let value = scalar.figure { return UInt8(ascii: "0") + UInt8(value) }
        guard scalar.isASCII, scalar.properties.isAlphabetic else { return nil }
        return UInt8(scalar.value) & 0xDF
    }

    /// A character of full width as the plain one.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
    }
}
