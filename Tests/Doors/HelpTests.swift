import Access
import Base
import Composition
import Support
import Testing
import Wording

/// Help where one is: made from the list of routes, so a new page has its help the day it is added.
@Suite struct `Help of pages` {
    static let routes = features.flatMap(\.routes).filter {
        $0.method == .get && "\($0.path)".hasPrefix("/{space}")
    }

    @Test func `has words for every page of a space, and none for what is no page`() throws {
        let catalogue = try Catalogue.load(folder: TestCluster.root + "/Web/wording")
        let pages = Self.routes.compactMap(\.help)
        #expect(pages.count > 35 && Set(pages).count == pages.count)
        for language in Language.allCases {
            let keys = Set(
                catalogue.keys(language).map(\.key).filter {
                    $0.hasPrefix("help.") && !$0.contains("@")
                }
            )
            let (unsaid, unused) = (Set(pages).subtracting(keys), keys.subtracting(pages))
            #expect(unsaid.isEmpty && unused.isEmpty, "\(language): \(unsaid) \(unused)")
        }
    }

    @Test func `is missing from files and from what leads elsewhere alone`() {
        for route in Self.routes where route.help == nil {
            let path = "\(route.path)"
            let isFile = path.contains(".") && route.answers == .file
            let isLead = route.answers == .lead || route.answers == .part
            #expect(isFile || isLead, "\(path) is a page without help")
        }
    }

    @Test func `stays on the page of a form that is shown again`() throws {
        let house = try TestHouse("help_again")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let person = try house.person(in: takk, "Eero", "Esimerkki")
        func help(_ page: Page) -> Substring? {
            page.text.split(separator: "id=\"about\"").dropFirst().first?.prefix { $0 != "/" }
        }
        for (act, form) in [
            ("/takk/people", "/takk/people/new"), ("/takk/courses", "/takk/courses/new"),
            ("/takk/people/\(person)", "/takk/people/\(person)/edit"),
            ("/takk/settings", "/takk/settings"),
        ] {
            let again = try house.post(act, [:], as: kaisa)
            let asked = help(try house.get(form, as: kaisa))
            #expect(again.status == 422 && asked != nil && help(again) == asked, "\(act)")
        }
    }

    @Test func `says what the log tells, and asks whoever answers for the space`() throws {
        let house = try TestHouse("help")
        let takk = try house.space("takk", .provider)
        _ = try house.space("yhdistys", .association)
        let kaisa = try house.member(of: takk, .coordinator)
        func help(_ path: String, as reader: Guest?) throws -> String {
            let page = try house.get(path, as: reader).text
            #expect(page.components(separatedBy: "id=\"about\"").count == 2, "\(path)")
            return String(page.split(separator: "id=\"about\"").last ?? "")
        }
        let alone = try help("/takk/people", as: kaisa)
        #expect(alone.contains("Lokiin jää") && alone.contains("nimi."))
        #expect(alone.contains("toiselta koordinaattorilta") && !alone.contains("mailto:"))
        #expect(try help("/takk/open-courses", as: nil).contains("koulutuksen järjestäjältä"))
        _ = try house.database.psql(
            "update space set contact_email = 'info@takk.example' where kind <> 'installation'"
        )
        let known = try help("/takk/settings", as: kaisa)
        #expect(known.contains("mailto:info@takk.example") && known.contains("ei jää lokiin"))
        let strange = try help("/yhdistys/invitation", as: nil)
        #expect(strange.contains("jolta sait linkin") && !strange.contains("mailto:"))
        #expect(try help("/takk/open-courses", as: nil).contains("mailto:info@takk.example"))
        #expect(try house.get("/takk/people/nobody", as: kaisa).text.contains("\"about\"") == false)
        #expect(house.faults.all.isEmpty)
    }
}
