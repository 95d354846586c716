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
    /// Reads what the mail worker writes: one line for each field, and the text as it is.
    init?(_ id: ID<KeptMail>, at: Instant, _ bytes: [UInt8]) {
        let lines = String(decoding: bytes.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let head = lines.prefix { !$0.isEmpty }
        guard head.count < lines.count, let to = field("To", in: head),
            let subject = field("Subject", in: head)
        else { return nil }
        self.id = id
        self.at = at
        recipient = to
        self.subject = subject
        text = lines.dropFirst(head.count + 1).joined(separator: "\n")
    }
}

private func field(_ name: String, in head: ArraySlice<Substring>) -> String? {
    // By code points: a mark that joins would make one character of the space and what follows.
    let start = "\(name): ".unicodeScalars
    return head.first { $0.unicodeScalars.starts(with: start) }
        .map { String($0.unicodeScalars.dropFirst(start.count)) }
}
