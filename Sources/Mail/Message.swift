public import Base

/// One mail as it goes over the wire (RFC 5322).
///
/// The same mail is always the same bytes, so a second copy of it is recognised by its
/// Message-ID.
public struct Message: Sendable {
    /// What names the mail: the same at every attempt.
    public let id: String
    /// Who sends.
    public let from: Mailbox
    /// Who is written to.
    public let to: Mailbox
    /// In any characters.
    public let subject: String
    /// What it says, lines ending with a line feed.
    public let text: String
    /// What it is written in.
    public let language: Language
    /// When it was made: not when it is sent.
    public let at: Instant

    /// A mail with its `id`, the same at every attempt.
    public init(
        id: String,
        from: Mailbox,
        to: Mailbox,
        subject: String,
        text: String,
        language: Language,
        at: Instant
    ) {
        self.id = id
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.language = language
        self.at = at
    }

    /// Header fields and body, lines ending with CRLF.
    public var bytes: [UInt8] {
        let name = String(
            id.unicodeScalars.filter { $0.isASCII && isLetterOrDigit(UInt8($0.value)) || $0 == "-" }
        )
        let head = """
            From: \(from.headerValue)
            To: \(to.headerValue)
            Subject: \(encodedWords(subject, firstLineUsed: 9))
            Date: \(dateText(at))
            Message-ID: <\(name)@\(from.domain)>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable
            Content-Language: \(language.rawValue)
            Auto-Submitted: auto-generated
            X-Auto-Response-Suppress: All


            """
        return Array(
            head.utf8.filter { $0 != UInt8(ascii: "\r") }
                .flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
        )
            + quotedPrintable(text)
    }
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
