import Access
import Base
import Foundation
import Letters
import Support
import Testing

@Test func `every role may read who may do what`() throws {
    let house = try TestHouse("guide")
    let takk = try house.space("takk", .provider)
    for role in [Role.coordinator, .trainer, .expert, .auditor] {
        let member = try house.member(of: takk, role)
        let page = try house.get("/takk/access", as: member)
        #expect(page.status == 200)
        #expect(!page.text.contains("⟦"))
    }
}

@Test func `every role in every kind of space may read what passes between spaces`() throws {
    let house = try TestHouse("guide_letters")
    for kind in SpaceKind.allCases {
        let space = try house.space(kind.rawValue, kind)
        let member = try house.member(of: space, .coordinator)
        for language in ["fi", "sv", "en"] {
            let path = "/\(kind.rawValue)/access/letters?language=\(language)"
            let page = try house.get(path, as: member)
            #expect(page.status == 200 && !page.text.contains("⟦"), "\(path)")
            // One row a letter, beside the head of each way's table.
            let rows = page.text.components(separatedBy: "<tr").count - 1
            let ways = page.text.components(separatedBy: "<table").count - 1
            #expect(rows == LetterKind.allCases.count + ways && ways == 5, "\(path)")
        }
    }
    #expect(house.faults.all.isEmpty)
}

@Test func `what passes is told first to those whom it concerns`() throws {
    let house = try TestHouse("guide_ways")
    let firma = try house.space("firma", .employer)
    let giver = try house.member(of: firma, .consentGiver)
    let page = try house.get("/firma/access/letters", as: giver)
    #expect(page.text.contains("<h2>Koulutuksen järjestäjä → Työnantaja</h2>"))
    #expect(page.text.contains("Pyyntö työnantajalle") && page.text.contains("pyydetty tuki"))
    let yhdistys = try house.space("yhdistys", .association)
    let coordinator = try house.member(of: yhdistys, .coordinator)
    let other = try house.get("/yhdistys/access/letters", as: coordinator).text
    // What comes here or leaves from here, then the rest.
    let here = try #require(other.range(of: "<h2>Yhdistys → Yhteistyökumppani</h2>"))
    let rest = try #require(other.range(of: "<h2>Koulutuksen järjestäjä → Työnantaja</h2>"))
    #expect(here.lowerBound < rest.lowerBound)
}

@Test func `each kind of space tells of its own roles and doors alone, in its own words`() throws {
    let house = try TestHouse("guide_kinds")
    for kind in [SpaceKind.association, .partner] {
        let space = try house.space(kind.rawValue, kind)
        let member = try house.member(of: space, .coordinator)
        let person = try house.person(in: space, "Onni", "Oja")
        for path in ["access", "people/new", "people/\(person)"] {
            let page = try house.get("/\(kind.rawValue)/\(path)", as: member)
            #expect(page.status == 200, "\(path)")
            for word in ["okemustoimij", "ouluttaj", "Suostumuksen antaja", "Läsnäol", "läsnäol"] {
                #expect(!page.text.contains(word), "\(kind) \(path): \(word)")
            }
        }
        #expect(
            try house.get("/\(kind.rawValue)/people/new", as: member).text.contains("Kokemusosaaja")
        )
    }
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let page = try house.get("/takk/access", as: kaisa).text
    #expect(page.contains("Kouluttaja") && page.contains("Merkitä läsnäoloja"))
    #expect(!page.contains("Suostumuksen antaja") && !page.contains("työnantajana"))
}
