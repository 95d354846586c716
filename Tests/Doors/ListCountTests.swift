import Composition
import Routing
import Support
import Testing

@Suite struct `The numbers beside filters` {
    @Test func `are those of the lists that they lead to, together with what is on`() throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("list_counts")
        var followed = 0
        for member in fixture.own.members where member.role == .coordinator {
            for listing in features.flatMap(\.listings) {
                let path = "/\(member.slug)\(listing.shape.path)"
                let page = try house.get(path, as: member.guest)
                guard page.status == 200 else { continue }
                for chip in page.counted {
                    let narrowed = try house.get(chip.path, as: member.guest)
                    #expect(narrowed.rows == chip.number, "\(chip)")
                    followed += 1
                    for other in narrowed.counted where other.path.contains("&") {
                        let both = try house.get(other.path, as: member.guest)
                        #expect(both.rows == other.number, "\(other)")
                        followed += 1
                    }
                }
            }
        }
        #expect(followed > 20, "\(followed)")
    }

    @Test func `the rail says of Today what Today says`() throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("rail_counts")
        var waiting = 0
        for member in fixture.own.members {
            let today = try house.get("/\(member.slug)/today", as: member.guest)
            guard today.status == 200 else { continue }
            let said = today.text.firstMatch(of: /· ([0-9]+) asia/).flatMap { Int($0.output.1) }
            let counts = try house.get("/\(member.slug)/today/counts", as: member.guest).text
            let line = counts.split(separator: "\n").first {
                $0.hasPrefix("/\(member.slug)/today\t")
            }
            let number = line?.split(separator: "\t").dropFirst().first.flatMap { Int($0) }
            #expect(said ?? 0 == number ?? 0, "\(member.role) \(member.slug)")
            waiting += number ?? 0
        }
        #expect(waiting > 3)
        #expect(house.faults.all.isEmpty)
    }
}

extension Page {
    /// The filters with a number, that are not on.
    fileprivate var counted: [(path: String, number: Int)] {
        let link =
            /<a href="([^"]*)">[^<]*(?:<bdi>[^<]*<\/bdi>)? ?<small>([0-9]+)<\/small>/
        return text.matches(of: link).map {
            (String($0.output.1.replacing("&amp;", with: "&")), Int($0.output.2) ?? -1)
        }
    }

    /// How many rows its list has.
    fileprivate var rows: Int {
        guard let body = text.firstRange(of: "<tbody>") else { return 0 }
        let rest = text[body.upperBound...]
        let end = rest.firstRange(of: "</tbody>")?.lowerBound ?? rest.endIndex
        return rest[..<end].matches(of: /<tr[ >]/).count
    }
}
