import Base
import Glibc

/// One line of the server's own log: JSON, without personal data.
func logLine(_ level: StaticString, _ what: StaticString, _ members: [JSON.Member] = []) {
    let line = JSON.object(
        [
            JSON.Member("at", .string(Clock.real.now.iso)),
            JSON.Member("level", .string("\(level)")),
            JSON.Member("what", .string("\(what)")),
        ] + members
    )
    complain(line.text)
}
