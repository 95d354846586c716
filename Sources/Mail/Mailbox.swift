/// Somebody's mail address, with the name that is shown before it.
public struct Mailbox: Sendable, Equatable {
    /// Empty when only the address is known.
    public let name: String
    /// A plain address of ASCII characters: a dot-string and a domain (RFC 5321, section 4.1.2).
    public let address: String

    /// A plain address, such as a recipient's; nil when it could not be sent to as it stands.
    public init?(address: String) {
        guard Mailbox.isAddress(address) else { return nil }
        (name, self.address) = ("", address)
    }

    /// Reads `vakka@example.org` or `Vakka <vakka@example.org>`, such as the configured sender.
    public init?(_ text: String) {
        guard text.hasSuffix(">"), let open = text.firstIndex(of: "<") else {
            self.init(address: text)
            return
        }
        let inner = text[text.index(after: open)...].dropLast()
        let before = text[..<open]
        guard Mailbox.isAddress(inner), !before.unicodeScalars.contains(where: \.isControl) else {
            return nil
        }
        let name = before.split(separator: " ").joined(separator: " ")
        self.init(name: name, address: String(inner))
    }

    private init(name: String, address: String) {
        self.name = name
        self.address = address
    }

    /// The same address for one mail alone, such as `vakka+0123…@example.org`; nil where it would be too long.
    func address(tagged tag: String) -> String? {
        let at = address.firstIndex(of: "@") ?? address.endIndex
        let tagged = "\(address[..<at])+\(tag)\(address[at...])"
        return Mailbox.isAddress(tagged) ? tagged : nil
    }

    /// The part after the at sign.
    public var domain: String {
        String(address.split(separator: "@").last ?? "")
    }

    /// As the value of a `From` or `To` field.
    var headerValue: String {
        name.isEmpty ? address : "\(encodedWords(name, firstLineUsed: 6)) <\(address)>"
    }

    private static func isAddress(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count),
            (1...255).contains(parts[1].utf8.count)
        else { return false }
        return parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy(isAtomCharacter)
        }
            && parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
                label in
                !label.isEmpty
                    && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isAtomCharacter(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}

func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: false
    }
}

extension Unicode.Scalar {
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
