import Base
import HTTP
import Server
import Support
import Testing

/// HTTP as browsers, caches and proxies rely on it, over real sockets with the whole house behind them.
struct ProtocolTests {
    /// A house with a coordinator and people, whose register can be fetched as a file.
    private func withRegister(
        _ name: String,
        _ body: (Server, _ cookie: String, TestHouse) throws -> Void
    ) throws {
        let house = try TestHouse(name)
        let space = try house.space("takk", .provider)
        let guest = try house.member(of: space, .coordinator)
        for number in 1...5 {
            _ = try house.person(in: space, "Etu\(number)", "Suku\(number)")
        }
        try withHouse(house) { try body($0, "Cookie: vakka=\(guest.token)", house) }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    private func instant(_ text: String) -> Instant? {
        let parts = text.split(separator: " ").map(String.init)
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let weekdays = ["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"]
        guard text.utf8.count == 29, parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: parts[2]), let year = Int(parts[3]),
            let date = Day(year: year, month: month + 1, day: day),
            weekdays[date.weekday - 1] == parts[0]
        else { return nil }
        return Instant(iso: "\(date.iso)T\(parts[4])Z")
    }

    private let page = "GET /sign-in HTTP/1.1"
    private let file = "GET /takk/people/export.csv HTTP/1.1"

    @Test func `HEAD answers with the fields of GET and without its body`() throws {
        try withRegister("protocol_head") { server, cookie, house in
            let client = Client(port: server.port)
            let asset = house.pipeline.site.assets.path(for: "site.css")
            for path in ["/sign-in", "/takk/people", "/takk/people/export.csv", "/nowhere", asset] {
                for more in [[cookie], [cookie, "Accept-Encoding: gzip"]] {
                    let whole = client.ask("GET \(path) HTTP/1.1", more)
                    let head = client.ask("HEAD \(path) HTTP/1.1", more)
                    #expect(head.status == whole.status && head.body.isEmpty)
                    for name in ["content-type", "vary", "etag", "cache-control"] {
                        #expect(head.field(name) == whole.field(name), "\(path) \(name)")
                    }
                    // Compressed, pages with fresh keys in them differ by some bytes.
                    if more.count == 1 || path == asset {
                        #expect(head.field("content-length") == whole.field("content-length"))
                    }
                }
            }
        }
    }

    @Test func `OPTIONS tells what may be done, and 405 does too`() throws {
        try withRegister("protocol_options") { server, cookie, house in
            let client = Client(port: server.port)
            let asset = house.pipeline.site.assets.path(for: "site.css")
            for (path, allow) in [
                ("/sign-in", "GET, HEAD, OPTIONS, POST"),
                ("/takk/log/export.csv", "GET, HEAD, OPTIONS"),
                ("/absent/log/export.csv", "GET, HEAD, OPTIONS"), ("/sign-out", "OPTIONS, POST"),
                ("*", "GET, HEAD, OPTIONS, POST"), (asset, "GET, HEAD, OPTIONS"),
            ] {
                for more in [[], [cookie], ["Origin: https://elsewhere.example"]] {
                    let reply = client.ask("OPTIONS \(path) HTTP/1.1", more)
                    #expect(reply.status == 204 && reply.field("allow") == allow, "\(path)")
                    #expect(reply.field("content-length") == nil && reply.body.isEmpty)
                    #expect(reply.field("access-control-allow-origin") == nil)
                }
            }
            #expect(client.ask("OPTIONS /a/b/c/d/e HTTP/1.1").status == 404)
            for (line, allow) in [
                ("PUT /sign-in HTTP/1.1", "GET, HEAD, OPTIONS, POST"),
                ("POST /takk/log/export.csv HTTP/1.1", "GET, HEAD, OPTIONS"),
                ("GET /sign-out HTTP/1.1", "OPTIONS, POST"),
                ("DELETE \(asset) HTTP/1.1", "GET, HEAD, OPTIONS"),
            ] {
                let reply = client.ask(line, ["Sec-Fetch-Site: same-origin", cookie])
                #expect(reply.status == 405, "\(line)")
                #expect(reply.field("allow") == allow, "\(line)")
            }
        }
    }

    @Test func `an asset that the browser has is not sent again`() throws {
        try withRegister("protocol_tags") { server, _, house in
            let client = Client(port: server.port)
            let line = "GET \(house.pipeline.site.assets.path(for: "site.css")) HTTP/1.1"
            for encoding in ["identity", "gzip"] {
                let whole = client.ask(line, ["Accept-Encoding: \(encoding)"])
                let tag = try #require(whole.field("etag"))
                #expect(whole.status == 200 && whole.field("vary") == "accept-encoding")
                #expect(tag.hasSuffix("-gzip\"") == (encoding == "gzip"))
                for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                    let reply = client.ask(
                        line,
                        ["Accept-Encoding: \(encoding)", "If-None-Match: \(known)"]
                    )
                    #expect(reply.status == 304 && reply.field("etag") == tag, "\(known)")
                    #expect(reply.field("content-length") == nil)
                    #expect(reply.field("content-encoding") == nil)
                    #expect(reply.field("vary") == whole.field("vary"))
                    #expect(reply.field("cache-control") == whole.field("cache-control"))
                }
                // There is no date of change to compare with, so a date alone is passed over.
                let dated = ["If-Modified-Since: Sun, 06 Nov 2050 08:49:37 GMT"]
                #expect(client.ask(line, dated).status == 200)
            }
        }
    }

    private static let ranges = [
        ("bytes=0-9", 206), ("bytes=10-", 206), ("bytes=-7", 206), ("bytes=0-999999999", 206),
        ("bytes=999999999-", 416), ("bytes=-0", 416), ("bytes=0-1,4-5", 200), ("bytes=5-2", 200),
        ("bytes=x", 200), ("items=0-1", 200), ("bytes=99999999999999999999-", 416),
    ]

    @Test func `a range of a file and of an asset is answered`() throws {
        try withRegister("protocol_range") { server, cookie, house in
            let client = Client(port: server.port)
            let asset = "GET \(house.pipeline.site.assets.path(for: "site.css")) HTTP/1.1"
            for (range, status) in ProtocolTests.ranges {
                for line in [file, asset] {
                    // Parts are of the plain bytes, whatever else the client would take.
                    for encoding in ["identity", "gzip"] {
                        let fields = [cookie, "Accept-Encoding: \(encoding)"]
                        let whole = client.ask(line, [cookie])
                        let reply = client.ask(line, fields + ["Range: \(range)"])
                        #expect(reply.status == status, "\(line)")
                        #expect(reply.field("accept-ranges") == "bytes")
                        let count = whole.body.utf8.count
                        switch status {
                        case 206:
                            let place = try #require(reply.field("content-range"))
                            let bounds = try #require(place.split(separator: " ").last)
                                .split(separator: "/")
                            let ends = bounds[0].split(separator: "-").compactMap { Int($0) }
                            #expect(
                                bounds[1] == "\(count)" && reply.field("content-encoding") == nil
                            )
                            #expect(reply.field("etag") == whole.field("etag"))
                            let bytes = Array(whole.body.utf8)[ends[0]...ends[1]]
                            #expect(reply.field("content-length") == "\(bytes.count)")
                            #expect(Array(reply.body.utf8).elementsEqual(bytes))
                        case 416:
                            #expect(reply.field("content-range") == "bytes */\(count)")
                            #expect(reply.body.isEmpty)
                        default:
                            #expect(reply.field("content-range") == nil)
                            if encoding == "identity" { #expect(reply.body == whole.body) }
                        }
                    }
                }
            }
        }
    }

    @Test func `a part is one of the same version or the whole`() throws {
        try withRegister("protocol_if_range") { server, cookie, house in
            let client = Client(port: server.port)
            let whole = client.ask(file, [cookie])
            let tag = try #require(whole.field("etag"))
            #expect(whole.field("vary")?.contains("cookie") == true)
            #expect(whole.field("content-disposition")?.hasPrefix("attachment; ") == true)
            let ask = { (condition: String) in
                client.ask(file, [cookie, "Range: bytes=3-12", "If-Range: \(condition)"])
            }
            #expect(ask(tag).status == 206)
            for other in ["\"x\"", "W/\(tag)", "Sun, 06 Nov 1994 08:49:37 GMT"] {
                let reply = ask(other)
                #expect(reply.status == 200 && reply.body == whole.body)
            }
            _ = try house.database.psql("update person set given_name = 'Toinen'")
            #expect(ask(tag).status == 200)
            #expect(client.ask(file, [cookie, "If-None-Match: \(tag)"]).status == 200)
            // Each fetch of personal data stands in the log, in parts or whole.
            let exports = try house.database.psql(
                "select count(*) from log.event where action = 'person.exported'"
            )
            #expect(exports.first?.first == "7")
        }
    }

    @Test func `answers say their date, what they hang on and what becomes of the connection`()
        throws
    {
        try withRegister("protocol_fields") { server, _, _ in
            let open = Client(port: server.port)
            let reply = open.ask(page)
            #expect(reply.field("connection") == nil)
            #expect(reply.field("vary") == "accept-encoding, accept-language, cookie")
            #expect(reply.field("transfer-encoding") == nil)
            let date = try #require(reply.field("date"))
            let said = try #require(instant(date), "\(date)")
            #expect(abs(said.milliseconds - Instant.now.milliseconds) < 60_000)
            for closing in ["Connection: close", "Connection: Keep-Alive, Close"] {
                let client = Client(port: server.port)
                #expect(client.ask(page, [closing]).field("connection") == "close")
                #expect(client.receive() == "")
            }
            let old = Client(port: server.port)
            #expect(old.ask("GET /sign-in HTTP/1.0").field("connection") == "close")
            #expect(old.receive() == "")
            let kept = Client(port: server.port)
            for _ in 1...3 {
                let reply = kept.ask("GET /sign-in HTTP/1.0", ["Connection: keep-alive"])
                #expect(reply.status == 200 && reply.field("connection") == "keep-alive")
                // What HTTP/1.0 does not know is never sent to it.
                #expect(reply.field("transfer-encoding") == nil)
            }
            #expect(open.ask("HEAD /sign-in HTTP/1.1").status == 200)
        }
    }

    @Test func `pages that are asked for at once come in their order`() throws {
        try withRegister("protocol_pipelined") { server, cookie, _ in
            let client = Client(port: server.port)
            let paths = (1...30).map {
                ["/takk/today", "/takk/people?page=\($0)", "/nowhere/\($0)"][$0 % 3]
            }
            client.send(
                paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\(cookie)\r\n\r\n" }.joined()
                    + "BAD\r\n\r\n" + "GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n"
            )
            for path in paths {
                #expect(
                    client.reply().status == (path.hasPrefix("/nowhere") ? 404 : 200),
                    "\(path)"
                )
            }
            #expect(client.reply().status == 400)
            #expect(client.receive() == "")
        }
    }

    @Test func `a form waits for leave, comes in chunks, and is answered`() throws {
        try withRegister("protocol_expect") { server, _, _ in
            let client = Client(port: server.port)
            let page = client.send("GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n").reply()
            let once = page.body.split(separator: "name=\"once\" value=\"").dropFirst().first?
                .prefix { $0 != "\"" }
            let form = "once=\(once ?? "")&email=a%40b.example&password=none"
            let fields = [
                "Content-Type: application/x-www-form-urlencoded", "Sec-Fetch-Site: same-origin",
                "Expect: 100-continue",
            ]
            let head =
                "POST /sign-in HTTP/1.1\r\nHost: localhost\r\n" + fields.joined(separator: "\r\n")
            client.send("\(head)\r\nContent-Length: \(form.utf8.count)\r\n\r\n")
            #expect(client.receive(upTo: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            #expect(client.send(form).reply().status == 422)
            client.send("\(head)\r\nTransfer-Encoding: chunked\r\n\r\n")
            #expect(client.receive(upTo: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            for byte in form.utf8 { client.send("1;e=1\r\n").send([byte]).send("\r\n") }
            #expect(client.send("0\r\nTrailer: x\r\n\r\n").reply().status == 422)
            // No leave for what would be too much: it is refused at once.
            client.send("\(head)\r\nContent-Length: 9999999\r\n\r\n")
            #expect(client.reply().status == 413)
        }
    }
}
