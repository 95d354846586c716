// Text from right to left, such as Hebrew and Arabic, between words from left to right.

/// U+2068: what follows has a direction of its own, that of its first letter.
public let isolateStart: Unicode.Scalar = "\u{2068}"
/// U+2069: the end of what `isolateStart` began.
public let isolateEnd: Unicode.Scalar = "\u{2069}"

extension Unicode.Scalar {
    /// Whether it is a letter or a sign of a script that is written from right to left, or a mark on one.
    /// - Source: Unicode 15, DerivedBidiClass: the blocks whose characters are R or AL unless said otherwise.
    public var isRightToLeft: Bool {
        switch value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            true
        default: false
        }
    }
}

extension String {
    /// The text between the marks of a direction of its own, where any of it is written from right to left.
    ///
    /// So it cannot turn the words around it. Texts without such letters stay as they are.
    public var isolated: String {
        guard unicodeScalars.first != isolateStart,
            unicodeScalars.contains(where: \.isRightToLeft)
        else { return self }
        return "\(isolateStart)\(self)\(isolateEnd)"
    }
}
