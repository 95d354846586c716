import Base
import Foundation
import Interface
import Testing

/// A calendar as RFC 5545 has it.
@Suite struct `A calendar file` {
    private func event(_ title: String, uid: String = "1") throws -> CalendarFile.Event {
        CalendarFile.Event(
            uid: uid,
            sequence: 3,
            changedAt: try #require(Instant(iso: "2026-03-01T10:00:00Z")),
            start: try #require(Instant(iso: "2026-03-29T06:30:00Z")),
            end: try #require(Instant(iso: "2026-03-29T08:00:00Z")),
            title: title,
            status: .cancelled
        )
    }

    /// Every line as it was before it was folded; each as long as a line may be.
    private func lines(_ events: [CalendarFile.Event]) throws -> [String] {
        let bytes = CalendarFile(events).bytes
        // Each piece is text by itself: nothing is folded within a character.
        let pieces = try split(bytes).map { piece in
            #expect(piece.count <= 75)
            return try #require(String(bytes: piece, encoding: .utf8))
        }
        var lines: [String] = []
        for piece in pieces {
            if piece.hasPrefix(" "), let last = lines.popLast() {
                lines.append(last + piece.dropFirst())
            } else {
                lines.append(piece)
            }
        }
        return lines
    }

    /// The lines of a file, each ended by CR and LF, which stand nowhere else.
    private func split(_ bytes: [UInt8]) throws -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0D {
                #expect(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
            } else if byte == 0x0A {
                #expect(index > 0 && bytes[index - 1] == 0x0D)
                lines.append([])
            } else {
                lines[lines.count - 1].append(byte)
            }
        }
        #expect(lines.removeLast().isEmpty)
        return lines
    }

    @Test func `says what, when and whether, line after line`() throws {
        #expect(
            try lines([event("Uppdrag")]) == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vakka//Vakka//FI", "BEGIN:VEVENT",
                "UID:1", "SEQUENCE:3", "DTSTAMP:20260301T100000Z", "DTSTART:20260329T063000Z",
                "DTEND:20260329T080000Z", "SUMMARY:Uppdrag", "STATUS:CANCELLED", "CLASS:PRIVATE",
                "END:VEVENT", "END:VCALENDAR",
            ]
        )
        #expect(try lines([]).count == 4)
    }

    @Test func `folds what is long between characters, and escapes what means something`() throws {
        for length in [60, 66, 67, 68, 75, 150, 400] {
            for character in ["a", "ä", "€", "🧺", ";", "é"] {
                let title = String(repeating: character, count: length)
                let kept = try lines([event(title)]).filter { $0.hasPrefix("SUMMARY:") }
                #expect(kept == ["SUMMARY:" + title.replacing(";", with: "\\;")])
            }
        }
        let typed = "a,b;c\\d\ne\r\nf\u{0}\u{7F}\tg\nEND:VEVENT"
        #expect(
            try lines([event(typed)]).contains("SUMMARY:a\\,b\\;c\\\\d\\ne\\nf g\\nEND:VEVENT")
        )
    }
}
