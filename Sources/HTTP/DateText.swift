import Base
import Synchronization

/// The Date field (RFC 9110, section 5.6.7) and the end of the head after it, made once a second.
final class DateText: Sendable {
    static let shared = DateText()

    private let cache = Mutex<(second: Int64, lines: [UInt8])>((Int64.min, []))

    func lines(at instant: Instant) -> [UInt8] {
        let second = instant.milliseconds / 1000
        return cache.withLock { cache in
            if cache.second != second {
                cache = (second, Array("date: \(DateText.text(instant))\r\n\r\n".utf8))
            }
            return cache.lines
        }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(_ instant: Instant) -> String {
        // The ISO text has a fixed shape: `1994-11-06T08:49:37.000Z`.
        let iso = Array(instant.iso.utf8)
        guard iso.count == 24, let day = Day(iso: String(decoding: iso[..<10], as: UTF8.self))
        else {
            return "Thu, 01 Jan 1970 00:00:00 GMT"
        }
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let text = { (range: Range<Int>) in String(decoding: iso[range], as: UTF8.self) }
        let names = (weekdays[(day.weekday - 1) % 7], months[(day.parts.month - 1) % 12])
        return "\(names.0), \(text(8..<10)) \(names.1) \(text(0..<4)) \(text(11..<19)) GMT"
    }
}
