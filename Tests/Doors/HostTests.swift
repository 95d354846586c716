import Base
import HTTP
import Support
import Testing

/// Only the installation's own host is answered, and only its own pages send forms.
@Suite struct `A request for another host` {
    static func page(_ house: TestHouse, _ host: String) throws -> Page {
        try house.get("/sign-in", fields: ["host": host])
    }

    @Test func `is answered with 421, in the reader's language`() throws {
        let house = try TestHouse("host_other")
        for host in [
            "elsewhere.example", "localhost.elsewhere.example", "localhost:x", "127.0.0.1.example",
            "localhost@elsewhere.example", "",
        ] {
            let page = try Self.page(house, host)
            #expect(page.status == 421, "\(host)")
            #expect(page.text.contains("Avaa Vakka siitä osoitteesta"), "\(host)")
        }
        for host in ["localhost", "LOCALHOST", "localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
            #expect(try Self.page(house, host).status == 200, "\(host)")
        }
    }

    @Test func `of a public address is nobody's on the machine itself`() throws {
        let house = try TestHouse("host_public", origin: "https://vakka.example")
        for (host, status) in [
            ("vakka.example", 200), ("Vakka.Example:443", 200), ("vakka.example:80", 421),
            ("vakka.example.", 421), ("localhost", 421), ("127.0.0.1:8080", 421),
        ] {
            #expect(try Self.page(house, host).status == status, "\(host)")
        }
    }

    @Test func `and a form from another origin are refused, whatever else the browser says`() throws
    {
        let house = try TestHouse("host_origin", origin: "https://vakka.example")
        func send(_ fields: Fields) throws -> Int {
            var all: Fields = [
                "host": "vakka.example", "content-type": "application/x-www-form-urlencoded",
            ]
            for field in fields.list { all.set(field.name, field.value) }
            return try house.ask(Request(.post, "/sign-out", fields: all, body: [])).status
        }
        for fields: Fields in [
            [:], ["origin": "https://elsewhere.example"], ["origin": "http://vakka.example"],
            ["origin": "null"], ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"],
            ["sec-fetch-site": "same-origin", "origin": "https://elsewhere.example"],
            ["sec-fetch-site": "cross-site", "origin": "https://vakka.example"],
        ] {
            #expect(try send(fields) == 400, "\(fields)")
        }
        for fields: Fields in [
            ["origin": "https://vakka.example"], ["sec-fetch-site": "same-origin"],
            ["sec-fetch-site": "same-origin", "origin": "https://vakka.example"],
            ["sec-fetch-site": "same-origin", "origin": "null"],
        ] {
            #expect(try send(fields) == 303, "\(fields)")
        }
    }
}
