import Base

/// What a mail server reports of a mail that it did not deliver (RFC 3464).
///
/// Read strictly: what is not written as the RFC says is no report. Nothing in it is trusted but the token in the address
/// that it came to, which only the mail servers on the way of our mail have seen.
public struct DeliveryReport: Sendable, Equatable {
    /// What became of the mail.
    public enum Fate: Sendable {
        /// It will not be delivered any more.
        case failed
        /// It is still tried.
        case delayed
    }

    /// What names our mail: 32 hexadecimal digits.
    public let token: String
    /// The worst that is told of a recipient.
    public let fate: Fate
    /// Why, such as `5.1.1` (RFC 3463).
    public let status: String

    /// Reads a mail as it lies in a Maildir; nil for any other mail.
    public init?(_ mail: [UInt8]) {
        guard mail.count <= Limits.reportBytesMax else { return nil }
        var rest = lines(mail)[...]
        guard let head = Fields(&rest), let type = ContentType(head["content-type"]),
            type.name == "multipart/report", type.values["report-type"] == "delivery-status",
            let boundary = type.values["boundary"], (1...70).contains(boundary.utf8.count),
            let token = ["to", "delivered-to", "x-original-to", "envelope-to"].lazy
                .flatMap({ head.all($0) }).compactMap(Self.token).first,
            let said = Self.status(in: rest, Array("--\(boundary)".utf8))
        else { return nil }
        (self.token, fate, status) = (token, said.fate, said.status)
    }

    /// The token in an address such as `vakka+0123…@example.org`.
    private static func token(in address: String) -> String? {
        for piece in address.utf8.split(separator: UInt8(ascii: "+")).dropFirst() {
            let digits = piece.prefix { $0 != UInt8(ascii: "@") }
            let text = String(decoding: digits, as: UTF8.self).lowercased()
            if digits.count == 32, digits.count < piece.count, bytes(hex: text) != nil {
                return text
            }
        }
        return nil
    }

    /// What the part `message/delivery-status` tells.
    private static func status(
        in rest: ArraySlice<Line>,
        _ mark: [UInt8]
    ) -> (fate: Fate, status: String)? {
        let parts = rest.split(maxSplits: partsMax, omittingEmptySubsequences: false) { line in
            line.starts(with: mark)
                && line.dropFirst(mark.count).allSatisfy { [0x20, 0x09, 0x2D].contains($0) }
        }
        for part in parts.dropFirst() {
            var rest = part
            guard let head = Fields(&rest), let type = ContentType(head["content-type"]),
                ["message/delivery-status", "message/global-delivery-status"].contains(type.name),
                ["", "7bit", "8bit"].contains(head["content-transfer-encoding"].lowercased())
            else { continue }
            return worst(of: rest)
        }
        return nil
    }

    /// The worst of the recipients; a mail of ours has one, and a list may stand behind it.
    private static func worst(of lines: ArraySlice<Line>) -> (fate: Fate, status: String)? {
        var rest = lines
        guard let mail = Fields(&rest), !mail["reporting-mta"].isEmpty else { return nil }
        var worst: (fate: Fate, status: String)?
        var recipients = 0
        while true {
            rest = rest.drop(while: \.isEmpty)
            if rest.isEmpty { return worst }
            recipients += 1
            guard recipients <= recipientsMax, let recipient = Fields(&rest),
                !recipient["final-recipient"].isEmpty,
                let status = mailStatus(recipient["status"])
            else { return nil }
            switch recipient["action"].lowercased() {
            case "failed":
                if worst?.fate != .failed { worst = (.failed, status) }
            case "delayed":
                if worst == nil { worst = (.delayed, status) }
            case "delivered", "relayed", "expanded": continue
            default: return nil
            }
        }
    }
}

/// A status of a mail (RFC 3463) at the start of a text, such as `5.1.1`; nil when there is none.
func mailStatus(_ text: some StringProtocol) -> String? {
    let word = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, ["2", "4", "5"].contains(parts[0]),
        parts.dropFirst().allSatisfy({ (1...3).contains($0.utf8.count) }),
        text.dropFirst(word.count).first.map({ $0.isWhitespace || $0 == "(" }) ?? true
    else { return nil }
    return String(word)
}

private typealias Line = ArraySlice<UInt8>

private let partsMax = 16
private let recipientsMax = 100
private let fieldsMax = 200

/// The lines of a mail without their ends.
private func lines(_ bytes: [UInt8]) -> [Line] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
}

/// The fields of a head, unfolded (RFC 5322, section 2.2).
private struct Fields {
    private var all: [(name: String, value: String)] = []

    /// Reads up to the empty line and over it; nil when a line is no field.
    init?(_ lines: inout ArraySlice<Line>) {
        var name = ""
        var value: [UInt8] = []
        while let line = lines.popFirst(), let first = line.first {
            if first == 0x20 || first == 0x09 {
                guard !name.isEmpty else { return nil }
                value += line
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy({ (0x21...0x7E).contains($0) }), all.count < fieldsMax
            else { return nil }
            keep(name, value)
            name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            value = Array(line[(colon + 1)...])
        }
        keep(name, value)
    }

    private mutating func keep(_ name: String, _ value: [UInt8]) {
        guard !name.isEmpty else { return }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let start = value.drop(while: isBlank)
        let end = start.lastIndex { !isBlank($0) }.map { start[...$0] } ?? []
        all.append((name, String(decoding: end, as: UTF8.self)))
    }

    /// A field that stands once; empty when it does not.
    subscript(_ name: String) -> String {
        let found = all(name)
        return found.count == 1 ? found[0] : ""
    }

    func all(_ name: String) -> [String] { all.filter { $0.name == name }.map(\.value) }
}

/// A content type with its values (RFC 2045, section 5.1), without comments.
private struct ContentType {
    let name: String
    private(set) var values: [String: String] = [:]

    init?(_ text: String) {
        var rest = text.utf8[...]
        name = Self.word(&rest, endingWith: ";").lowercased()
        guard name.utf8.contains(UInt8(ascii: "/")) else { return nil }
        while Self.take(";", &rest) {
            if rest.isEmpty { return }
            let key = Self.word(&rest, endingWith: "=").lowercased()
            guard !key.isEmpty, Self.take("=", &rest) else { return nil }
            guard let value = Self.quoted(&rest) ?? Optional(Self.word(&rest, endingWith: ";")),
                values.updateValue(key == "report-type" ? value.lowercased() : value, forKey: key)
                    == nil
            else { return nil }
        }
        guard rest.isEmpty else { return nil }
    }

    private static func skip(_ rest: inout Substring.UTF8View) {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    }

    private static func take(_ mark: Unicode.Scalar, _ rest: inout Substring.UTF8View) -> Bool {
        skip(&rest)
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest = rest.dropFirst()
        skip(&rest)
        return true
    }

    private static func word(
        _ rest: inout Substring.UTF8View,
        endingWith end: Unicode.Scalar
    ) -> String {
        let word = rest.prefix { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: end) }
        rest = rest.dropFirst(word.count)
        skip(&rest)
        return String(decoding: word, as: UTF8.self)
    }

    /// A value between quotation marks; nil when there are none.
    private static func quoted(_ rest: inout Substring.UTF8View) -> String? {
        guard rest.first == UInt8(ascii: "\"") else { return nil }
        var (value, isEscaped): ([UInt8], Bool) = ([], false)
        for (index, byte) in rest.enumerated().dropFirst() {
            if isEscaped {
                value.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                rest = rest.dropFirst(index + 1)
                skip(&rest)
                return String(decoding: value, as: UTF8.self)
            } else {
                value.append(byte)
            }
        }
        return nil
    }
}
