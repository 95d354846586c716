import Base

/// An address of mail as it is kept, looked for and sent to: ASCII, small letters, international domains as A-labels.
///
/// `Liisa@Työ.fi` is kept as `liisa@xn--ty-gka.fi`.
public struct EmailAddress: Sendable, Hashable {
    /// A dot-string of at most 64 bytes, an at sign, and a domain of two labels or more; at most 254 bytes.
    public let text: String

    /// Reads what people type and paste: white space at the ends, marks that nobody sees and `mailto:` are folded.
    ///
    /// Nil for what RFC 5321 knows as no plain address, and for letters outside ASCII before the at sign. Nothing is made
    /// small before it has been looked at: a Kelvin sign is no k.
    public init?(_ typed: String) {
        guard typed.utf8.count <= Limits.lineCharactersMax * Limits.bytesPerCharacterMax else {
            return nil
        }
        var scalars = typed.unicodeScalars.filter { !$0.isUnseen }[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        let scheme = scalars.prefix(7).map { $0.isASCII ? $0.value | 0x20 : 0 }
        if scheme == "mailto:".unicodeScalars.map(\.value) { scalars.removeFirst(7) }
        let parts = scalars.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let local = EmailAddress.local(parts[0]),
            let domain = DomainName(parts[1])
        else { return nil }
        let address = "\(local)@\(domain.text)"
        guard address.utf8.count <= Limits.emailBytesMax else { return nil }
        text = address
    }

    /// The part after the at sign.
    public var domain: String { String(text.drop { $0 != "@" }.dropFirst()) }

    /// The address as people read it: `liisa@työ.fi`.
    public var shown: String { text.prefix { $0 != "@" } + "@" + DomainName.shown(domain) }

    private static func local(_ part: Substring.UnicodeScalarView) -> String? {
        let atoms = part.split(separator: ".", omittingEmptySubsequences: false)
        let holds = atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isOfAtom) }
        guard holds, part.count <= 64 else { return nil }
        return String(String.UnicodeScalarView(part.map(small)))
    }

    /// RFC 5322, section 3.2.3.
    private static func isOfAtom(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
        }
    }
}

/// A small letter in the place of a capital one of ASCII.
private func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value | 0x20)) : scalar
}

/// The name of a domain as DNS knows it: labels of letters, figures and hyphens, international ones as A-labels (IDNA2008).
public struct DomainName: Sendable, Hashable {
    /// Two labels or more, each of at most 63 bytes, parted by dots; at most 253 bytes.
    public let text: String

    /// Reads a name with labels of any script; nil when one of them can stand in no domain.
    public init?(_ typed: String) {
        self.init(typed.unicodeScalars[...])
    }

    init?(_ scalars: Substring.UnicodeScalarView) {
        // The full stops of China and Japan part labels too (UTS 46).
        let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
        let labels = scalars.split(
            maxSplits: 127,
            omittingEmptySubsequences: false,
            whereSeparator: { dots.contains($0) }
        ).map(DomainName.label)
        let known = labels.compactMap(\.self)
        guard labels.count >= 2, known.count == labels.count, let last = known.last,
            !last.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let name = known.joined(separator: ".")
        guard name.utf8.count <= 253 else { return nil }
        text = name
    }

    /// The name as people read it; what is no A-label stays as it is.
    public static func shown(_ name: String) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).map { label in
            guard label.hasPrefix(prefix) else { return String(label) }
            return unicode(label) ?? String(label)
        }.joined(separator: ".")
    }

    private static let prefix = "xn--"

    /// One label as DNS knows it.
    private static func label(_ typed: Substring.UnicodeScalarView) -> String? {
        // No name is longer than its label, and Punycode takes the square of a long one's time.
        guard (1...63).contains(typed.count) else { return nil }
        var name: String
        if typed.allSatisfy(\.isASCII) {
            name = String(String.UnicodeScalarView(typed.map(small)))
        } else {
            guard let mapped = mapped(typed) else { return nil }
            guard !mapped.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
            guard let encoded = Punycode.encoded(Array(mapped.unicodeScalars)) else { return nil }
            name = prefix + encoded
        }
        let bytes = Array(name.utf8)
        guard bytes.count <= 63, bytes.first != hyphen, bytes.last != hyphen,
            bytes.allSatisfy(isOfLabel)
        else { return nil }
        if bytes.count >= 4, bytes[2] == hyphen, bytes[3] == hyphen {
            guard name.hasPrefix(prefix), unicode(name[...]) != nil else { return nil }
        }
        return name
    }

    /// What an A-label stands for; nil when it is none: it must be what its letters would be made into.
    private static func unicode(_ label: Substring) -> String? {
        guard let scalars = Punycode.decoded(Array(label.utf8.dropFirst(4))),
            scalars.contains(where: { !$0.isASCII })
        else { return nil }
        let text = String(String.UnicodeScalarView(scalars))
        guard mapped(text.unicodeScalars[...]).map({ Array($0.unicodeScalars) }) == scalars,
            Punycode.encoded(scalars).map({ prefix + $0 }) == String(label)
        else { return nil }
        return text
    }

    /// A label in small letters, composed; nil when it holds what no domain can.
    private static func mapped(_ typed: Substring.UnicodeScalarView) -> String? {
        var scalars = String.UnicodeScalarView()
        for scalar in typed {
            // A sign that is another letter in disguise (K, Å, Ω) is not taken for it.
            guard composed(String(scalar)).unicodeScalars.elementsEqual([scalar]),
                let letter = lowered(scalar), isOfName(letter)
            else { return nil }
            scalars.append(letter)
        }
        let text = composed(String(scalars))
        guard let first = text.unicodeScalars.first, !isMark(first), first != "-",
            text.unicodeScalars.last != "-", text.unicodeScalars.allSatisfy(isOfName)
        else { return nil }
        let third = text.unicodeScalars.dropFirst(2).prefix(2)
        return third.count == 2 && third.allSatisfy({ $0 == "-" }) ? nil : text
    }

    /// The small letter whose capital this is, or the character itself; nil when there is no way back.
    private static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let properties = scalar.properties
        guard properties.changesWhenLowercased else { return scalar }
        let lower = properties.lowercaseMapping.unicodeScalars
        guard lower.count == 1, let letter = lower.first,
            letter.properties.uppercaseMapping.unicodeScalars.elementsEqual([scalar])
        else { return nil }
        return letter
    }

    /// Letters, marks and figures that no folding changes (RFC 5892), and the hyphen.
    private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x30...0x39, 0x61...0x7A: return true
        case 0..<0x80: return false
        // Letters that folding would change, and that are taken all the same: ß and the final sigma.
        case 0xDF, 0x3C2: return true
        // Marks of lengthening, and the letters of old Hangul.
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B, 0x1100...0x11FF,
            0xA960...0xA97F, 0xD7B0...0xD7FF:
            return false
        default: break
        }
        let properties = scalar.properties
        guard !properties.isDefaultIgnorableCodePoint, !properties.changesWhenNFKCCaseFolded,
            scalar.isAssigned
        else { return false }
        switch properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
            .decimalNumber:
            return true
        default: return false
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static let hyphen = UInt8(ascii: "-")

    private static func isOfLabel(_ byte: UInt8) -> Bool {
        byte == hyphen || (48...57).contains(byte) || (97...122).contains(byte)
    }
}

/// Labels of any script in letters, figures and hyphens (RFC 3492).
enum Punycode {
    private static let (base, least, most) = (36, 1, 26)
    private static let (skew, damp) = (38, 700)

    /// Nil when the text is too long for the arithmetic.
    static func encoded(_ text: [Unicode.Scalar]) -> String? {
        var output = text.filter(\.isASCII).map { UInt8($0.value) }
        var handled = output.count
        let basic = handled
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var (code, delta, bias) = (0x80, 0, 72)
        while handled < text.count {
            guard let next = text.lazy.map({ Int($0.value) }).filter({ $0 >= code }).min() else {
                return nil
            }
            delta += (next - code) * (handled + 1)
            code = next
            for scalar in text {
                if Int(scalar.value) < code { delta += 1 }
                guard Int(scalar.value) == code else { continue }
                var rest = delta
                var place = base
                while true {
                    let bound = bound(place, bias)
                    guard rest >= bound else { break }
                    output.append(digit(bound + (rest - bound) % (base - bound)))
                    rest = (rest - bound) / (base - bound)
                    place += base
                }
                output.append(digit(rest))
                bias = adapted(delta, handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Nil for what encodes nothing.
    static func decoded(_ bytes: [UInt8]) -> [Unicode.Scalar]? {
        // Longer than any label: nothing of use comes of it.
        guard bytes.count <= 63 else { return nil }
        var output: [Unicode.Scalar] = []
        var rest = bytes[...]
        if let last = bytes.lastIndex(of: UInt8(ascii: "-")) {
            guard bytes[..<last].allSatisfy({ $0 < 0x80 }) else { return nil }
            output = bytes[..<last].map { Unicode.Scalar($0) }
            rest = bytes[(last + 1)...]
        }
        var (code, index, bias) = (0x80, 0, 72)
        while !rest.isEmpty {
            let before = index
            var weight = 1
            var place = base
            while true {
                guard let byte = rest.popFirst(), let value = value(byte), index < 1 << 40,
                    weight < 1 << 40
                else { return nil }
                index += value * weight
                let bound = bound(place, bias)
                if value < bound { break }
                weight *= base - bound
                place += base
            }
            bias = adapted(index - before, output.count + 1, isFirst: before == 0)
            code += index / (output.count + 1)
            index %= output.count + 1
            guard code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
            output.insert(scalar, at: index)
            index += 1
        }
        return output
    }

    private static func bound(_ place: Int, _ bias: Int) -> Int {
        min(max(place - bias, least), most)
    }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var steps = 0
        while delta > (base - least) * most / 2 {
            delta /= base - least
            steps += base
        }
        return steps + (base - least + 1) * delta / (delta + skew)
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(value < 26 ? 97 + value : 22 + value)
    }

    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case 48...57: Int(byte) - 22
        case 97...122: Int(byte) - 97
        default: nil
        }
    }
}
