public import Base
import HTML

/// One mail as it goes over the wire (RFC 5322).
///
/// The same mail has the same Message-ID each time, so a second copy of it is recognised.
public struct Message: Sendable {
    /// What names the mail: the same at every attempt.
    public let id: String
    /// Who sends.
    public let from: Mailbox
    /// Where the mail comes back to: the sender, or an address that names the mail.
    public let returnAddress: String
    /// Who is written to.
    public let to: Mailbox
    /// In any characters.
    public let subject: String
    /// What it says, lines ending with a line feed.
    public let text: String
    /// What it is written in.
    public let language: Language
    /// Where a POST ends mails like it (RFC 8058); empty for what nobody chooses.
    public let unsubscribe: String
    /// Where this site is: what leads there is a link, and nothing else is.
    public let origin: String
    /// When it was made: not when it is sent.
    public let at: Instant

    /// A mail with its `id`, the same at every attempt.
    public init(
        id: String,
        from: Mailbox,
        returnAddress: String? = nil,
        to: Mailbox,
        subject: String,
        text: String,
        language: Language,
        unsubscribe: String = "",
        origin: String,
        at: Instant
    ) {
        self.id = id
        self.from = from
        self.returnAddress = returnAddress ?? from.address
        self.to = to
        self.subject = subject
        self.text = text
        self.language = language
        self.unsubscribe = unsubscribe
        self.origin = origin
        self.at = at
    }

    /// The header fields as they go over the wire, in ASCII, but for those that say how the text is encoded.
    var fields: [(name: String, value: String)] {
        let name = String(
            id.unicodeScalars.filter { $0.isASCII && isLetterOrDigit(UInt8($0.value)) || $0 == "-" }
        )
        return [
            ("From", from.headerValue), ("To", to.headerValue),
            ("Subject", encodedWords(subject, firstLineUsed: 9)), ("Date", dateText(at)),
            ("Message-ID", "<\(name)@\(from.domain)>"), ("Content-Language", language.rawValue),
            ("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"),
        ]
            + (unsubscribe.isEmpty
                ? []
                : [
                    ("List-Unsubscribe", "<\(unsubscribe)>"),
                    ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                ])
    }

    /// The same words as a page without pictures, styles and scripts.
    var html: [UInt8] {
        var h = HTML(capacity: 4 * 1024)
        h.document(language: language.rawValue) { h in
            h.head { h in
                h.meta(.charset("utf-8"))
                h.title(withoutControls(subject))
            }
            h.body { h in h.mailText(text, origin: origin, isElsewhere: true) }
        }
        return h.bytes
    }

    /// The mail as a file that mail programs open: the same fields with the subject in UTF-8 (RFC 6532), and the text as it
    /// is, lines ending with CRLF.
    var file: [UInt8] {
        var head = fields.map { name, value in
            "\(name): \(name == "Subject" ? withoutControls(subject) : value)\r\n"
        }.joined()
        head += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        head += "Content-Transfer-Encoding: 8bit\r\n\r\n"
        return Array(head.utf8) + linesOfMail(text)
    }
}

/// A text with CRLF at the end of each line, the last among them.
func linesOfMail(_ text: String) -> [UInt8] {
    var unix = text.utf8.filter { $0 != UInt8(ascii: "\r") }
    if unix.last != UInt8(ascii: "\n") { unix.append(UInt8(ascii: "\n")) }
    return unix.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
}

/// `Fri, 21 Nov 2025 19:05:00 +0000` (RFC 5322, section 3.3).
private func dateText(_ instant: Instant) -> String {
    let iso = instant.iso
    let day = Day(iso: String(iso.prefix(10))) ?? Day(sinceEpoch: 0)
    let (year, month, date) = day.parts
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let clock = iso.dropFirst(11).prefix(8)
    return "\(weekdays[day.weekday - 1]), \(date) \(months[month - 1]) \(year) \(clock) +0000"
}
