public import Base

/// A calendar for other programs (iCalendar, RFC 5545), its times in UTC: what reads it shows them on its own clock.
public struct CalendarFile: Sendable {
    /// One entry.
    public struct Event: Sendable {
        /// What the entry is known by, wherever it is taken in again.
        public let uid: String
        /// Which version of the entry it is.
        public let sequence: Int
        /// When the entry was last changed.
        public let changedAt: Instant
        /// When it begins.
        public let start: Instant
        /// When it ends.
        public let end: Instant
        /// What stands in the calendar.
        public let title: String
        /// Whether it will be.
        public let status: Status

        /// An entry.
        public init(
            uid: String,
            sequence: Int,
            changedAt: Instant,
            start: Instant,
            end: Instant,
            title: String,
            status: Status
        ) {
            self.uid = uid
            self.sequence = sequence
            self.changedAt = changedAt
            self.start = start
            self.end = end
            self.title = title
            self.status = status
        }
    }

    /// Whether an entry will be (RFC 5545, 3.8.1.11).
    public enum Status: String, Sendable {
        case tentative = "TENTATIVE"
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
    }

    /// Most octets of a line without its end (RFC 5545, 3.1).
    static let lineOctetsMax = 75

    /// The file.
    public private(set) var bytes: [UInt8] = []

    /// A calendar with its entries.
    public init(_ events: [Event]) {
        line("BEGIN", "VCALENDAR")
        line("VERSION", "2.0")
        line("PRODID", "-//Vakka//Vakka//FI")
        for event in events {
            line("BEGIN", "VEVENT")
            line("UID", escaped(event.uid))
            line("SEQUENCE", "\(event.sequence)")
            line("DTSTAMP", moment(event.changedAt))
            line("DTSTART", moment(event.start))
            line("DTEND", moment(event.end))
            line("SUMMARY", escaped(event.title))
            line("STATUS", event.status.rawValue)
            line("CLASS", "PRIVATE")
            line("END", "VEVENT")
        }
        line("END", "VCALENDAR")
    }

    /// One line of content, folded between characters where it is too long.
    private mutating func line(_ name: String, _ value: String) {
        var octets = 0
        for character in "\(name):\(value)".unicodeScalars {
            let encoded = Array(String(character).utf8)
            if octets + encoded.count > Self.lineOctetsMax {
                bytes += [0x0D, 0x0A, 0x20]
                octets = 1
            }
            bytes += encoded
            octets += encoded.count
        }
        bytes += [0x0D, 0x0A]
    }
}

/// A moment as `20261129T063000Z`.
private func moment(_ instant: Instant) -> String {
    String(instant.iso.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
}

/// Text as a value (RFC 5545, 3.3.11); what no text may hold is left out.
private func escaped(_ text: String) -> String {
    var value = ""
    for character in text.unicodeScalars {
        switch character {
        case "\\", ";", ",":
            value.unicodeScalars.append("\\")
            value.unicodeScalars.append(character)
        case "\n": value += "\\n"
        case "\t": value += " "
        default:
            if character.value >= 0x20, character.value != 0x7F {
                value.unicodeScalars.append(character)
            }
        }
    }
    return value
}
