@_spi(_Unicode) import Swift

/// A text as somebody typed or pasted it, made into what is kept: composed (NFC), without what nobody sees.
///
/// Taken out, because people paste it without knowing: soft hyphens, spaces and joiners without width, byte order marks,
/// selectors of variants that select nothing. Everything else that no eye sees, or that no font shows, is a fault.
public struct TypedText: Sendable, Equatable {
    /// Why a text cannot be kept.
    public enum Fault: Sendable, Equatable {
        /// Control characters, turned directions, fillers, tags and other characters of format.
        case unseen
        /// Private use, unassigned, or U+FFFD: what was there is lost or shows on no other machine.
        case unknown
    }

    /// What is kept; what was typed, with its faults, when there is one.
    public let text: String
    /// Nil when the text can be kept.
    public let fault: Fault?

    /// Text of one line: each run of white space becomes one space, none stands at the ends; a second line is a fault.
    public init(line typed: String) {
        self.init(typed, isLine: true)
    }

    /// Text of several lines: line ends become `\n`, no white space stands at the ends.
    public init(lines typed: String) {
        self.init(typed, isLine: false)
    }

    private init(_ typed: String, isLine: Bool) {
        var sorting = Sorting(isLine: isLine)
        for scalar in typed.unicodeScalars { sorting.take(scalar) }
        fault = sorting.fault
        text = composed(sorting.finished())
    }

    /// How many characters the text has, as the database counts them (`char_length`).
    public var length: Int { text.unicodeScalars.count }

    /// Whether there is anything to see.
    public var isVisible: Bool { text.unicodeScalars.contains { $0.isVisible } }

    /// How many letters there are.
    public var letters: Int {
        text.unicodeScalars.count { $0.isLetter }
    }
}

/// The text with its marks on the letters they belong to (Unicode's normal form C).
public func composed(_ text: String) -> String {
    // No character below U+0300 is changed by it.
    guard text.unicodeScalars.contains(where: { $0.value >= 0x300 }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
}

/// Sorts characters one by one into what stays, what goes, and what is a fault.
private struct Sorting {
    let isLine: Bool
    private(set) var fault: TypedText.Fault?
    private var kept = String.UnicodeScalarView()
    private var last: Unicode.Scalar?
    /// A joiner that stays only when what follows can be joined.
    private var joiner: Unicode.Scalar?
    private var space: Unicode.Scalar?

    init(isLine: Bool) {
        self.isLine = isLine
    }

    mutating func take(_ scalar: Unicode.Scalar) {
        switch scalar.kind {
        case .seen: keep(scalar)
        case .space:
            joiner = nil
            if !isLine { put(scalar) } else if space == nil { space = " " }
        case .lineEnd:
            joiner = nil
            // CR LF ends one line, not two.
            if isLine {
                space = "\n"
            } else if scalar != "\n" || last != "\r" {
                put("\n")
                if scalar == "\r" { last = scalar }
            } else {
                last = "\n"
            }
        case .joiner: joiner = scalar
        case .selector: if let last, last.takes(selector: scalar) { keep(scalar) }
        case .taken: break
        case .fault(let why):
            fault = fault ?? why
            keep(scalar)
        }
    }

    private mutating func keep(_ scalar: Unicode.Scalar) {
        if let joiner, let last, last.joins(scalar, by: joiner) { put(joiner) }
        joiner = nil
        if let space, !kept.isEmpty {
            if space == "\n" { fault = fault ?? .unseen }
            put(space)
        }
        space = nil
        put(scalar)
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        kept.append(scalar)
        last = scalar
    }

    func finished() -> String {
        guard let first = kept.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = kept.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(kept[first...last])
    }
}

private enum ScalarKind {
    case seen
    case space
    case lineEnd
    case joiner
    case selector
    case taken
    case fault(TypedText.Fault)
}

extension Unicode.Scalar {
    fileprivate var kind: ScalarKind {
        switch value {
        case 0x20, 0x09: return .space
        case 0x21...0x7E: return .seen
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: return .lineEnd
        case 0x00...0x1F, 0x7F...0x9F: return .fault(.unseen)
        case 0xAD, 0x34F, 0x180E, 0x200B, 0x2060, 0xFEFF: return .taken
        case 0x200C, 0x200D: return .joiner
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180D, 0x180F: return .selector
        case 0xFFFC, 0xFFFD: return .fault(.unknown)
        default: break
        }
        if isFiller { return .fault(.unseen) }
        switch properties.generalCategory {
        case .spaceSeparator: return .space
        case .privateUse, .unassigned, .surrogate: return .fault(.unknown)
        case .control, .format, .lineSeparator, .paragraphSeparator: return .fault(.unseen)
        default: return isAssigned ? .seen : .fault(.unknown)
        }
    }

    /// Blank, though Unicode counts it among letters, marks and symbols: fillers of Hangul, blanks of Khmer and braille.
    private var isFiller: Bool {
        switch value {
        case 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x16FE4, 0x1D159: true
        default: false
        }
    }

    /// A letter of any script, no filler among them.
    fileprivate var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            !isFiller
        default: false
        }
    }

    /// Whether an eye sees it by itself: a letter, a figure, a sign.
    fileprivate var isVisible: Bool {
        if isFiller { return false }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation,
            .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            return true
        default: return false
        }
    }

    /// Whether the selector can choose a variant of this character: emoji, ideographs, Mongolian letters.
    fileprivate func takes(selector: Unicode.Scalar) -> Bool {
        switch selector.value {
        case 0xFE0E, 0xFE0F: properties.isEmoji
        case 0xFE00...0xFE0D, 0xE0100...0xE01EF: properties.isIdeographic
        default: (0x1820...0x18AA).contains(value)
        }
    }

    /// Whether a joiner between this and the next character has something to join or to part.
    fileprivate func joins(_ next: Unicode.Scalar, by joiner: Unicode.Scalar) -> Bool {
        if isOfJoiningScript, next.isOfJoiningScript { return true }
        return joiner.value == 0x200D && isOfEmoji && next.isOfEmoji
    }

    /// Letters and marks of scripts whose letters join or stack: from Arabic to Khmer and Mongolian.
    private var isOfJoiningScript: Bool {
        switch value {
        case 0x620...0x8FF, 0x900...0xDFF, 0xF40...0xFBC, 0x1000...0x109F, 0x1700...0x17D3,
            0x1820...0x18AA, 0x1900...0x1AAD, 0x1B00...0x1BF3, 0xA840...0xA873, 0xA8E0...0xA8FF,
            0xA980...0xA9FE, 0xAA00...0xAADF, 0xFB50...0xFDFB, 0xFE70...0xFEFC, 0x10A00...0x10EFF,
            0x11000...0x11DFF:
            properties.isAlphabetic || properties.canonicalCombiningClass != .notReordered
        default: false
        }
    }

    private var isOfEmoji: Bool {
        value == 0xFE0F || (value > 0xFF && properties.isEmoji)
    }
}

extension Unicode.Scalar {
    /// Whether Unicode 15.0 has it, which is what the database's ICU knows.
    public var isAssigned: Bool { (properties.age ?? (99, 0)) <= (15, 0) }

    /// The value of a decimal figure of any script.
    public var figure: Int? {
        if isASCII { return (0x30...0x39).contains(value) ? Int(value) - 0x30 : nil }
        guard properties.numericType == .decimal, let number = properties.numericValue else {
            return nil
        }
        return Int(number)
    }

    /// Whether it is a hyphen, a dash or a minus sign.
    public var isDash: Bool {
        switch value {
        case 0x2D, 0x2010...0x2015, 0x2043, 0x207B, 0x208B, 0x2212, 0xFE58, 0xFE63, 0xFF0D: true
        default: false
        }
    }

    /// Whether it has neither width nor ink wherever it stands, as soft hyphens and marks of direction have none.
    public var isUnseen: Bool { value > 0x7F && properties.isDefaultIgnorableCodePoint }
}
