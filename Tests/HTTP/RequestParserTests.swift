import Base
import HTTP
import Testing

struct RequestParserTests {
    static let valid = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\nGET /a/b%20c?x=1&y=%C3%A4+b HTTP/1.1\r\nHost: a:8080\r\nCookie: s=1; t=2\r\nX: \t v \r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 5\r\n\r\na=b&c",
        "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n00A;x=y\r\n0123456789\r\n0\r\nT: v\r\n\r\n",
        "GET http://A/x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a?q=1 HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nConnection: Keep-Alive\r\n\r\n",
        "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "0000000000000001;e\r\n\r\r\n2\r\n\r\n\r\n1\r\n\n\r\n00\r\nA: 1\r\nB:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\n\u{0}ä\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\nGET /b HTTP/1.1\r\nHost: b\r\n\r\n.\n",
    ]

    @Test(arguments: valid)
    func `a request split at every byte parses the same`(text: String) {
        // The splitting itself is done by `read`, for every text of every test.
        let whole = read(text)
        #expect(whole.count == 1)
        #expect(!whole[0].hasPrefix("refused"))
    }

    @Test func `requests that follow each other are read in their order`() {
        let text = RequestParserTests.valid.joined()
        #expect(read(text) == RequestParserTests.valid.flatMap { read($0) })
    }

    @Test func `path and query are decoded once`() throws {
        let found = try #require(
            request("GET /a%2541/%C3%A4?q=%2541&r=a+b&r HTTP/1.1\r\nHost: a\r\n\r\n")
        )
        #expect(found.path == "/a%41/ä")
        #expect(found.segments == ["a%41", "ä"])
        #expect(found.query["q"] == "%41")
        #expect(found.query.all("r") == ["a b", ""])
        #expect(found.rawTarget == "/a%2541/%C3%A4?q=%2541&r=a+b&r")
    }

    @Test(arguments: [
        ("/%41b", "/Ab", ["Ab"]), ("/a/b?c/../d", "/a/b", ["a", "b"]), ("/?x", "/", []),
        ("/...", "/...", ["..."]), ("/.a/b..", "/.a/b..", [".a", "b.."]),
        ("/a%3Fb", "/a?b", ["a?b"]), ("/%D8%80/", "/\u{600}", ["\u{600}"]),
        ("/a%20/b/", "/a /b", ["a ", "b"]), ("/a/?", "/a", ["a"]),
    ])
    func `a path is read into its segments`(raw: String, path: String, segments: [String]) throws {
        let found = try #require(request("GET \(raw) HTTP/1.1\r\nHost: a\r\n\r\n"))
        #expect(found.path == path && found.segments == segments && found.rawTarget == raw)
        #expect(found.firstSegment == segments.first ?? "")
    }

    @Test func `a slash at the end is dropped`() throws {
        #expect(try #require(request("GET /a/ HTTP/1.1\r\nHost: a\r\n\r\n")).path == "/a")
        #expect(try #require(request("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).segments == [])
    }

    @Test func `chunks come together as one body and trailers are dropped`() throws {
        let found = try #require(request(RequestParserTests.valid[3]))
        #expect(found.body == Array("abc0123456789".utf8))
        #expect(!found.fields.contains("t"))
    }

    @Test func `duplicate fields are kept in their order`() throws {
        let found = try #require(request("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nx: 2\r\n\r\n"))
        #expect(found.fields.all("X") == ["1", "2"])
    }

    @Test func `the client is asked once to go on with its body`() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
        let steps = read(parts: [Array(head.utf8), Array("a".utf8), Array("b".utf8)])
        #expect(steps.count == 2 && steps[0] == "100")
        #expect(read(head + "ab").count == 1)
        #expect(read(head.replacing("HTTP/1.1", with: "HTTP/1.0")) == [])
        #expect(read(head.replacing("100-continue", with: "tea")) == ["refused 417"])
    }

    @Test func `the word of a proxy counts only when it is trusted`() throws {
        let text =
            "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6, 198.51.100.7\r\n"
            + "X-Forwarded-Proto: https\r\n\r\n"
        let stranger = try #require(request(text))
        #expect(stranger.peer == "192.0.2.1" && !stranger.isSecure)
        let proxied = try #require(request(text, trustsProxy: true))
        #expect(proxied.peer == "198.51.100.7" && proxied.isSecure)
        // No address, or one with something beside it, by which a visitor could count as many.
        for other in [
            "<b>", "198.51.100.7:4711", "[2001:db8::1]", "fe80::1%eth0", "198.51.100", "::::",
            "198.51.100.007", "unknown",
        ] {
            let odd = try #require(
                request(text.replacing("198.51.100.7", with: other), trustsProxy: true)
            )
            #expect(odd.peer == "192.0.2.1", "\(other)")
        }
        let six = try #require(
            request(text.replacing("198.51.100.7", with: "2001:DB8::1"), trustsProxy: true)
        )
        #expect(six.peer == "2001:db8::1")
    }

    @Test func `the phase tells where the reading stands`() {
        var parser = RequestParser(peer: "")
        #expect(parser.phase == .idle)
        parser.feed("POST / HTT".utf8)
        _ = parser.next(at: Instant(milliseconds: 0))
        #expect(parser.phase == .head)
        parser.feed("P/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab".utf8)
        _ = parser.next(at: Instant(milliseconds: 0))
        #expect(parser.phase == .body(received: 2))
        parser.feed("cdGET".utf8)
        _ = parser.next(at: Instant(milliseconds: 0))
        #expect(parser.phase == .head && parser.hasUnread)
    }

    @Test func `a route may take a larger body than the rest`() {
        let length = Limits.bodyBytesMax + 1
        let head = "POST /import HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
        var parser = RequestParser(peer: "") { _, target in
            target.path == "/import" ? 2 * Limits.bodyBytesMax : Limits.bodyBytesMax
        }
        parser.feed(head.utf8)
        guard case .needsMore = parser.next(at: Instant(milliseconds: 0)) else {
            Issue.record("refused")
            return
        }
    }

    @Test func `random bytes never stop the process`() {
        var random = SystemRandomNumberGenerator()
        let words = [
            "GET ", "POST ", "/", "%", "%2", " HTTP/1.1", "\r\n", "\n", "\r", "Host: a", ":", ";",
            "f", "0",
            "FFFFFFFFFFFFFFFF", "Content-Length: ", "99999999999999999999",
            "Transfer-Encoding: chunked", "\u{0}", "ä",
            "Expect: 100-continue", "[", "]", "http://", "*", "?", "&", "=", "-", ",", "\r\n\r\n",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<20, using: &random)
            let text = (0..<count).compactMap { _ in words.randomElement(using: &random) }.joined()
            let prefix = Bool.random(using: &random) ? "POST / HTTP/1.1\r\nHost: a\r\n" : ""
            _ = read(prefix + text, splits: Int.random(in: 0..<20, using: &random) == 0)
        }
    }
}
