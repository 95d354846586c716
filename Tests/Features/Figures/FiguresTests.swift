import Access
import Base
import Foundation
import HTTP
import Support
import Testing

/// The figures of a provider: what they count, for whom, and what they keep back.
@Suite struct `Figures` {
    private let fixture: RunningCourse
    private let house: TestHouse
    private let auditor: Guest

    init() throws {
        fixture = try RunningCourse("figures")
        house = fixture.house
        auditor = try house.member(of: fixture.takk, .auditor)
        for number in 1...12 {
            let place = try fixture.enrol("Aino", "Osallistuja\(number)").enrolment
            // At the first afternoon six are there, six are not; at the second, ten and two.
            for (afternoon, present) in [(1, 6), (2, 10)] {
                let mark = number <= present ? "present" : "absent"
                try house.database.psql(
                    """
                    insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
                    values ('\(fixture.takk.id)', '\(fixture.course)', '\(place)', \(afternoon), '\(mark)')
                    """
                )
            }
        }
        // Two have only applied.
        for _ in 0..<2 {
            let person = try house.person(in: fixture.takk, "Eero", "Hakija")
            try house.database.psql(
                """
                insert into application (tenant_id, id, course_id, person_id)
                values ('\(fixture.takk.id)', gen_random_uuid(), '\(fixture.course)', '\(person)')
                """
            )
        }
    }

    /// The rows of a file, without quotation marks.
    private func file(as reader: Guest) throws -> [String] {
        let page = try house.get("/takk/figures/export.csv", as: reader)
        #expect(page.status == 200)
        return page.text.replacing("\"", with: "").components(separatedBy: "\r\n")
    }

    @Test func `tell coordinator and auditor the same, on the page and in the file`() throws {
        for reader in [fixture.coordinator, auditor] {
            let page = try house.get("/takk/figures", as: reader)
            #expect(page.status == 200 && page.text.contains("href=\"/takk/figures\""))
            let rows = try file(as: reader)
            // Twelve places, two without: both are hidden, and with them what would tell one of them.
            #expect(
                rows.contains { $0.hasPrefix("Tampere, kevät") && $0.hasSuffix(";–;–;14") },
                "\(rows)"
            )
            #expect(
                rows.contains("viimeistään seuraavana päivänä;0") || rows.contains("myöhemmin;0")
            )
            #expect(rows.contains("1. iltapäivä;6;6;0;0;12"), "\(rows)")
            #expect(rows.contains("2. iltapäivä;–;–;0;0;12"), "\(rows)")
            #expect(rows.contains("4. iltapäivä;0;0;0;12;12"), "\(rows)")
            for cell in ["6", "12", "14"] { #expect(page.text.contains("<td>\(cell)</td>")) }
            let cells = page.text.components(separatedBy: "<td>").dropFirst().map {
                $0.prefix { $0 != "<" }
            }
            #expect(!cells.contains { (1...4).contains(Int($0) ?? 0) }, "\(cells)")
            #expect(
                cells.count { $0 == "–" }
                    == rows.joined(separator: ";").split(separator: ";").count { $0 == "–" }
            )
        }
        let log = try house.log(of: fixture.takk)
        #expect(
            log.suffix(4) == [
                "figures.read done", "figures.exported done", "figures.read done",
                "figures.exported done",
            ]
        )
        #expect(house.faults.all.isEmpty)
    }

    @Test func `are closed to who sees people by course alone, and to other kinds of space`() throws
    {
        for path in ["/takk/figures", "/takk/figures/export.csv"] {
            #expect(try house.get(path, as: fixture.trainer).status == 403)
            #expect(try house.get(path, as: try house.member(of: nil)).status == 404)
        }
        let kaisa = try house.member(of: fixture.employers[0], .coordinator)
        #expect(try house.get("/tyonantaja-1/figures", as: kaisa).status == 404)
        #expect(try house.get("/tyonantaja-1/today", as: kaisa).text.contains("/figures") == false)
    }
}
