import Base
import Letters
import Terms
import Testing

@Suite struct `The closed list of letters` {
    @Test func `is complete, and lists the fields that the letters have`() throws {
        let table = try LetterTable.embedded()
        #expect(table.lines.map(\.kind) == LetterKind.allCases)
        for line in table.lines { #expect(line.fields == line.kind.fields) }
    }

    @Test func `lets nothing of illness, background or guidance pass to an employer`() throws {
        // Neutral facts alone: what is listed here was looked at one by one.
        let known: Set<String> = [
            "ask", "provider", "contact", "employer", "employee", "course", "place", "sessions",
            "hours", "asked", "giver_name", "giver_email", "text_version", "language", "until",
            "applicant_mark", "held", "renews",
        ]
        for line in try LetterTable.embedded().lines where line.to == [.employer] {
            #expect(Set(line.fields).isSubset(of: known), "\(line.kind.rawValue)")
        }
    }

    static let head = "kind | from | to | fields | what it says\n"

    static func whole() throws -> [String] {
        try LetterTable.embedded().lines.map { line in
            let from = line.from.map(\.rawValue).joined(separator: " ")
            let to = line.to.map(\.rawValue).joined(separator: " ")
            let fields = line.fields.joined(separator: " ")
            return "\(line.kind.rawValue) | \(from) | \(to) | \(fields) | \(line.says)"
        }
    }

    @Test func `is read back as it is written`() throws {
        let text = Self.head + (try Self.whole()).joined(separator: "\n")
        #expect(
            try LetterTable(text: text).lines.map(\.fields) == LetterKind.allCases.map(\.fields)
        )
    }

    /// Each break of the list with what the fault says.
    static let breaks: [(name: String, change: @Sendable ([String]) -> [String], says: String)] = [
        ("a kind less", { Array($0.dropLast()) }, "lacks a kind"),
        ("a kind twice", { $0 + [$0[0]] }, "names a kind twice"),
        (
            "a field more",
            { [$0[0].replacing("| ask ", with: "| ask diagnosis ")] + $0.dropFirst() },
            "other fields"
        ),
        (
            "a field less",
            { [$0[0].replacing(" applicant_mark ", with: " ")] + $0.dropFirst() }, "other fields"
        ),
        (
            "fields in another order",
            { [$0[0].replacing("ask provider", with: "provider ask")] + $0.dropFirst() },
            "other fields"
        ),
        (
            "an unknown kind of letter",
            { [$0[0].replacing("consent.request", with: "consent.gossip")] + $0.dropFirst() },
            "does not fit"
        ),
        (
            "an unknown kind of space",
            { [$0[0].replacing("| employer |", with: "| newspaper |")] + $0.dropFirst() },
            "unknown kind of space"
        ),
        (
            "a line without a sentence", { [$0[0].prefix { $0 != "A" } + ""] + $0.dropFirst() },
            "fit"
        ),
    ]

    @Test(arguments: breaks.indices)
    func `is refused when it does not hold`(_ index: Int) throws {
        let broken = Self.breaks[index]
        let text = Self.head + broken.change(try Self.whole()).joined(separator: "\n")
        do throws(Failure) {
            _ = try LetterTable(text: text)
            Issue.record("\(broken.name) was not noticed")
        } catch .broken(let fault) {
            #expect(fault.what.contains(broken.says), "\(broken.name): \(fault.what)")
        } catch {
            Issue.record("\(error)")
        }
    }
}

@Suite struct `A letter` {
    static let request = ConsentRequestLetter(
        ask: ID(),
        provider: "TAKK",
        contact: "neuvonta@esimerkki.fi",
        employer: "Yritys \"Oy\"",
        employee: "Liisa Malli",
        course: "Vertaistoimija",
        place: "Pori, Testikatu 1",
        sessions: [
            Afternoon(
                number: 1,
                day: Day(sinceEpoch: 20_832),
                starts: TimeOfDay(minutes: 780),
                ends: TimeOfDay(minutes: 960)
            )
        ],
        hours: 3,
        asked: [.travel, .workingTime],
        giverName: "",
        giverEmail: "mari@yritys.example",
        textVersion: 1,
        language: .swedish,
        until: Instant(milliseconds: 1_800_000_000_123),
        applicantMark: ""
    )

    @Test func `is read as it was kept`() throws {
        let kept = Self.request.json
        let read = try ConsentRequestLetter(kept: kept.text)
        #expect(read.json == kept)
        #expect(read.facts == Self.request.facts && read.asked == [.workingTime, .travel])
        #expect(read.until == Self.request.until && read.language == .swedish)
        #expect(read.reference == Self.request.ask.text && read.sender == "TAKK")
    }

    @Test func `with a field missing or of another kind is a fault that names it`() throws {
        for name in LetterKind.consentRequest.fields {
            guard case .object(let members) = Self.request.json else { continue }
            let without = JSON.object(members.filter { $0.name != name })
            let other = JSON.object(members.map { $0.name == name ? JSON.Member(name, .null) : $0 })
            for body in [without, other] {
                do throws(Failure) {
                    _ = try ConsentRequestLetter(kept: body.text)
                    Issue.record("\(name) is not missed")
                } catch .broken(let fault) {
                    #expect(fault.detail == name)
                } catch {
                    Issue.record("\(error)")
                }
            }
        }
    }

    @Test func `carries no afternoon with more than its number, day and times`() throws {
        let day: JSON = [
            "number": .number(1), "date": "2027-01-14", "starts": "13:00", "ends": "16:00",
        ]
        #expect(Afternoon(json: day) != nil)
        guard case .object(let members) = day else { return }
        let topic = JSON.object(members + [JSON.Member("topic", "Rajat ja oma jaksaminen")])
        #expect(Afternoon(json: topic) == nil)
    }
}
