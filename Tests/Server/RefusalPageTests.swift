import Base
import HTTP
import Server
import Support
import Testing
import Wording

/// What the server refuses before any lane sees it: a page for its reader, over a real socket.
struct RefusalPageTests {
    /// Refused after a whole head, so that the reader's language is known.
    private static let heard = [
        ("POST / HTTP/1.1", "Content-Length: 9999999", 413),
        ("POST / HTTP/1.1", "Transfer-Encoding: chunked\r\n\r\nFFFFFFFF", 413),
        ("POST / HTTP/1.1", "Content-Length: 1\r\nTransfer-Encoding: chunked", 400),
        ("POST / HTTP/1.1", "Transfer-Encoding: chunked\r\n\r\nx", 400),
        ("GET / HTTP/1.1", "Expect: tea", 417),
        ("GET / HTTP/1.1", "X: \(String(repeating: "a", count: 40_000))", 431),
        ("GET / HTTP/1.1", String(repeating: "X: y\r\n", count: 100), 431),
    ]

    /// Refused before its fields are read.
    private static let unheard = [
        ("BAD\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\n\n", 400),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501), ("CONNECT a:1 HTTP/1.1\r\n\r\n", 501),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    ]

    private func check(
        _ reply: Reply,
        _ status: Int,
        _ language: Language,
        _ house: TestHouse,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let words = house.pipeline.site.catalogue.words(language, at: Clock.real.now)
        let pieces = [
            "lang=\"\(language.rawValue)\"", words.dynamic("error.\(status).title"),
            words.dynamic("error.\(status).why"), words.dynamic("error.\(status).what-to-do"),
        ]
        #expect(reply.status == status, sourceLocation: sourceLocation)
        for piece in pieces {
            let text = piece.replacing("'", with: "&#39;")
            #expect(
                reply.body.contains(piece) || reply.body.contains(text),
                "\(status): \(piece)",
                sourceLocation: sourceLocation
            )
        }
        #expect(!reply.body.contains("⟦"), sourceLocation: sourceLocation)
        let fields = [
            ("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store"),
            ("connection", "close"), ("x-content-type-options", "nosniff"),
            ("vary", "accept-language, cookie"),
        ]
        for (name, value) in fields {
            #expect(reply.field(name) == value, "\(status)", sourceLocation: sourceLocation)
        }
        #expect(
            reply.field("content-security-policy")?.hasPrefix("default-src 'none'") == true,
            sourceLocation: sourceLocation
        )
    }

    @Test func `what is refused after its head has a page in the reader's language`() throws {
        let house = try TestHouse("refusal_heard")
        try withHouse(house) { server in
            for (line, fields, status) in RefusalPageTests.heard {
                for language in Language.allCases {
                    let asks = [
                        "Accept-Language: \(language.rawValue)",
                        "Accept-Language: de\r\nCookie: language=\(language.rawValue)",
                    ]
                    for ask in asks {
                        let client = Client(port: server.port)
                        check(client.ask(line, [ask, fields]), status, language, house)
                        #expect(client.receive() == "")
                    }
                }
            }
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `what is refused before its fields are read has a page in Finnish`() throws {
        let house = try TestHouse("refusal_unheard")
        try withHouse(house) { server in
            for (text, status) in RefusalPageTests.unheard {
                let client = Client(port: server.port)
                check(client.send(text).reply(), status, .finnish, house)
                #expect(client.receive() == "")
            }
        }
    }

    @Test func `a request that comes too slowly is told so on a page`() throws {
        let house = try TestHouse("refusal_slow")
        var deadlines = Deadlines()
        (deadlines.headMilliseconds, deadlines.bodyGraceMilliseconds) = (200, 200)
        try withHouse(house, deadlines: deadlines) { server in
            check(Client(port: server.port).send("GET / HT").reply(), 408, .finnish, house)
            for language in Language.allCases {
                let fields = ["Content-Length: 9000", "Accept-Language: \(language.rawValue)"]
                let reply = Client(port: server.port).ask("POST / HTTP/1.1", fields, body: "abc")
                check(reply, 408, language, house)
            }
        }
    }

    @Test func `more than the server holds is turned away with a page`() throws {
        let house = try TestHouse("refusal_held")
        var deadlines = Deadlines()
        deadlines.bytesHeldMax = 1000
        try withHouse(house, deadlines: deadlines) { server in
            let body = String(repeating: "a", count: 2000)
            for language in Language.allCases {
                let fields = ["Content-Length: 9000", "Accept-Language: \(language.rawValue)"]
                let reply = Client(port: server.port).ask("POST / HTTP/1.1", fields, body: body)
                check(reply, 503, language, house)
            }
        }
    }

    @Test func `a full queue is told on a page in the reader's language`() throws {
        let house = try TestHouse("refusal_full")
        try withHouse(house, queueMax: 0) { server in
            for language in Language.allCases {
                let reply = Client(port: server.port)
                    .ask("GET / HTTP/1.1", ["Accept-Language: \(language.rawValue)"])
                #expect(reply.status == 503)
                #expect(reply.body.contains("lang=\"\(language.rawValue)\""))
            }
        }
    }

    @Test func `the refusal of HEAD has the fields of a page and no body`() throws {
        let house = try TestHouse("refusal_head")
        try withHouse(house) { server in
            let client = Client(port: server.port)
            let reply = client.ask("HEAD / HTTP/1.1", ["Expect: tea"])
            #expect(reply.status == 417 && (Int(reply.field("content-length") ?? "") ?? 0) > 100)
            #expect(client.receive() == "")
        }
    }
}
