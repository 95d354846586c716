import Base

/// A mail that was kept in a folder in place of being sent.
struct KeptMail: Sendable {
    /// The id of the mail's row in the outbox.
    let id: ID<KeptMail>
    /// Whom it was for.
    let recipient: String
    /// Its subject.
    let subject: String
    /// What it says.
    let text: String
    /// When it was made.
    let at: Instant
}

/// The mails kept in a folder, newest first, at most `limit` of them.
///
/// None when there is no such folder.
func keptMail(folder: String, limit: Int = Limits.keptMailRows) -> [KeptMail] {
    names(in: folder).sorted { $0.0 > $1.0 }.prefix(limit).compactMap { read(folder, $0) }
}

/// One of the mails kept in a folder.
func keptMail(folder: String, id: ID<KeptMail>) -> KeptMail? {
    names(in: folder).first { $0.1 == id }.flatMap { read(folder, $0) }
}

/// Files' names as what they tell: when, and which; none where there is no such folder.
private func names(in folder: String) -> [(Int64, ID<KeptMail>)] {
    ((try? listFolder(folder)) ?? []).compactMap { name in
        guard name.hasSuffix(".eml"), let dash = name.firstIndex(of: "-"),
            let at = Int64(name[..<dash]),
            let id = ID<KeptMail>(name[name.index(after: dash)...].dropLast(4))
        else { return nil }
        return (at, id)
    }
}

private func read(_ folder: String, _ name: (Int64, ID<KeptMail>)) -> KeptMail? {
    guard let bytes = try? readFile("\(folder)/\(name.0)-\(name.1).eml") else { return nil }
    return KeptMail(name.1, at: Instant(milliseconds: name.0), bytes)
}

extension KeptMail {
    /// Reads what `Message` writes.
    init?(_ id: ID<KeptMail>, at: Instant, _ bytes: [UInt8]) {
        let blank = Array("\r\n\r\n".utf8)
        guard
            let end = bytes.indices.first(where: { bytes[$0...].starts(with: blank) })
        else { return nil }
        var fields: [String: String] = [:]
        var last = ""
        let head = String(decoding: bytes[..<end], as: UTF8.self)
        for line in head.split(separator: "\r\n") {
            if line.hasPrefix(" ") {
                fields[last, default: ""] += line
            } else if let colon = line.firstIndex(of: ":") {
                last = line[..<colon].lowercased()
                fields[last] = String(line[colon...].dropFirst(2))
            }
        }
        guard let to = fields["to"], let subject = fields["subject"] else { return nil }
        self.id = id
        self.at = at
        recipient = to
        self.subject = decodedWords(subject)
        text = decodeQuotedPrintable(bytes[(end + blank.count)...])
    }
}

private func decodedWords(_ value: String) -> String {
    guard value.hasPrefix("=?utf-8?Q?") else { return value }
    return value.split(separator: " ").map { word in
        decodeQuotedPrintable(word.dropFirst(10).dropLast(2).utf8, underscoreIsSpace: true)
    }.joined()
}

/// What quoted-printable lines say; `underscoreIsSpace` for the words of header fields.
func decodeQuotedPrintable(_ encoded: some Sequence<UInt8>, underscoreIsSpace: Bool = false)
    -> String
{
    var bytes: [UInt8] = []
    var rest = Array(encoded)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "="), rest.starts(with: "\r\n".utf8) {
            rest = rest.dropFirst(2)
        } else if byte == UInt8(ascii: "="),
            let value = Base.bytes(
                hex: String(decoding: rest.prefix(2), as: UTF8.self).lowercased()
            ),
            value.count == 1
        {
            bytes += value
            rest = rest.dropFirst(2)
        } else if byte == UInt8(ascii: "_") && underscoreIsSpace {
            bytes.append(UInt8(ascii: " "))
        } else if byte != UInt8(ascii: "\r") {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
