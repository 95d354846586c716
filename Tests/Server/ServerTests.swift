import Base
import Dispatch
import HTTP
import Server
import Support
import Synchronization
import Testing

struct ServerTests {
    private static let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func `a connection is kept for the next request`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            for number in 1...20 {
                let answer = client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                    .receiveResponse()
                #expect(
                    answer.head.hasPrefix("HTTP/1.1 200 OK\r\n")
                        && answer.body == "GET /\(number) 0"
                )
            }
            #expect(server.metrics.connectionsAccepted == 1)
            #expect(server.metrics.answers[2] == 20)
        }
    }

    @Test func `pipelined requests are answered in their order`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            let paths = (1...50).map { $0 % 7 == 0 ? "/late/\($0)" : "/\($0)" }
            client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for path in paths {
                let body = client.receiveResponse().body
                #expect(body == (path.hasPrefix("/late") ? path : "GET \(path) 0"))
            }
        }
    }

    @Test func `a request that comes byte by byte is answered`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            for byte in "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".utf8 {
                client.send([byte])
            }
            #expect(client.receiveResponse().body == "POST /a 3")
        }
    }

    @Test func `a large body comes through`() throws {
        try withServer { server in
            let body = String(repeating: "b", count: Limits.bodyBytesMax)
            let client = Client(port: server.port)
            client.send(
                "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            #expect(client.receiveResponse().body == "POST /a \(body.utf8.count)")
        }
    }

    @Test func `an answer larger than the kernel's room arrives whole`() throws {
        try withServer { server in
            let client = Client(port: server.port, receiveBufferBytes: 4096)
            client.send("GET /long?bytes=8000000 HTTP/1.1\r\nHost: a\r\n\r\n" + ServerTests.get)
            #expect(client.receiveResponse().body.utf8.count == 8_000_000)
            #expect(client.receiveResponse().body == "GET /a 0")
        }
    }

    @Test func `the answer to HEAD has no body and the next one follows`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" + ServerTests.get)
            #expect(client.receiveResponse(hasBody: false).head.contains("content-length: 9\r\n"))
            #expect(client.receiveResponse().body == "GET /a 0")
        }
    }

    @Test func `a client that asks first is told to go on`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            client.send(
                "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
            )
            #expect(client.receive(upTo: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            #expect(client.send("abc").receiveResponse().body == "POST /a 3")
        }
    }

    @Test(arguments: [
        ("BAD\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400),
        ("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        ("GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n", 413),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 40000))\r\n\r\n", 431),
    ])
    func `a refused request is answered and the connection closed`(text: String, status: Int) throws
    {
        try withServer { server in
            let client = Client(port: server.port)
            client.send(text + ServerTests.get)
            let answer = client.receiveResponse()
            #expect(
                answer.head.hasPrefix("HTTP/1.1 \(status) ")
                    && answer.head.contains("connection: close\r\n")
            )
            #expect(client.receive() == "")
            #expect(server.metrics.answers[status / 100] == 1)
        }
    }

    @Test func `a client that goes on sending still reads why it was refused`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n")
            client.send([UInt8](repeating: 65, count: 2_000_000))
            #expect(client.receiveResponse().head.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `HTTP 1 0 is closed unless it asks otherwise`() throws {
        try withServer { server in
            let closing = Client(port: server.port)
            #expect(
                closing.send("GET /a HTTP/1.0\r\nHost: a\r\n\r\n").receive().contains(
                    "connection: close\r\n"
                )
            )
            let keeping = Client(port: server.port)
            keeping.send("GET /a HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n")
            #expect(keeping.receiveResponse().head.contains("connection: keep-alive\r\n"))
            #expect(keeping.send(ServerTests.get).receiveResponse().body == "GET /a 0")
        }
    }

    @Test func `a client that closes its side first still gets its answer`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            client.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n").endSending()
            #expect(client.receive().hasSuffix("/late"))
        }
    }

    @Test func `what comes while a request is answered is read after it`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            client.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(
                eventually { server.metrics.bytesHeld == 0 && server.metrics.connectionsOpen == 1 }
            )
            for byte in ServerTests.get.utf8 { client.send([byte]) }
            #expect(client.receiveResponse().body == "/late")
            #expect(client.receiveResponse().body == "GET /a 0")
            client.send("GET /late HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            client.send(String(repeating: "x", count: 300_000)).endSending()
            #expect(client.receive().hasSuffix("/late"))
            #expect(eventually { server.metrics.connectionsOpen == 0 })
        }
    }

    @Test func `a request of a whole buffer is answered though nothing follows it`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            let head = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 65484\r\n\r\n"
            let body = String(repeating: "b", count: 65_484)
            #expect(head.utf8.count + body.utf8.count == 64 * 1024)
            for _ in 0..<2 {
                client.send(head + body)
                #expect(client.receiveResponse().body == "POST /a 65484")
            }
        }
    }

    @Test func `a lane without a thread answers requests that come together in their order`()
        throws
    {
        let plain = Lanes(name: "plain") { Response(text: $0.path) }
        try withServer(lanes: plain) { server in
            let client = Client(port: server.port)
            client.send((1...50).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for number in 1...50 { #expect(client.receiveResponse().body == "/\(number)") }
            client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n").endSending()
            #expect(client.receive().hasSuffix("/x"))
        }
    }

    @Test func `all that was asked before the end is answered`() throws {
        try withServer { server in
            for _ in 1...100 {
                let client = Client(port: server.port)
                client.send(String(repeating: ServerTests.get, count: 12))
                client.endSending()
                let answers = client.receive()
                #expect(answers.split(separator: "GET /a 0").count == 12)
            }
        }
    }

    @Test func `an exchange that is dropped is answered as our fault`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            client.send("GET /drop HTTP/1.1\r\nHost: a\r\n\r\n" + ServerTests.get)
            #expect(client.receiveResponse().head.hasPrefix("HTTP/1.1 500 "))
            #expect(client.receiveResponse().body == "GET /a 0")
        }
    }

    @Test func `only the first answer is sent`() throws {
        try withServer { server in
            let client = Client(port: server.port)
            client.send("GET /twice HTTP/1.1\r\nHost: a\r\n\r\n" + ServerTests.get)
            #expect(client.receiveResponse().body == "first")
            #expect(client.receiveResponse().body == "GET /a 0")
        }
    }

    @Test func `many clients at a time all get their own answers`() throws {
        try withServer { server in
            let right = Atomic<Int>(0)
            let port = server.port
            DispatchQueue.concurrentPerform(iterations: 16) { number in
                let client = Client(port: port)
                for turn in 0..<100 {
                    let path = "/\(number)/\(turn)"
                    let answer = client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                        .receiveResponse()
                    if answer.body == "GET \(path) 0" { right.add(1, ordering: .relaxed) }
                }
            }
            #expect(right.load(ordering: .relaxed) == 1600)
        }
    }

    @Test func `an address that is taken is refused at the start`() throws {
        try withServer { server in
            let lanes = try Lanes(name: "page", width: 1, queueMax: 1) { Echo() }
            let second = Server(listen: "127.0.0.1:\(server.port)", lanes: [lanes]) { _ in
                .init(lanes)
            }
            #expect(throws: Failure.self) { try second.start() }
            lanes.drain(milliseconds: 1000)
        }
    }

    @Test(arguments: ["", "127.0.0.1", "nowhere:80", "127.0.0.1:x", ":"])
    func `what is no address is refused at the start`(address: String) throws {
        let lanes = try Lanes(name: "page", width: 1, queueMax: 1) { Echo() }
        let server = Server(listen: address, lanes: [lanes]) { _ in .init(lanes) }
        #expect(throws: Failure.self) { try server.start() }
        lanes.drain(milliseconds: 1000)
    }
}
