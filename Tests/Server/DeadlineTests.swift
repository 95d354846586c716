import HTTP
import Server
import Support
import Testing

struct DeadlineTests {
    @Test func `a head that comes too slowly is answered with 408`() throws {
        var deadlines = Deadlines()
        deadlines.headMilliseconds = 50
        try withServer(deadlines: deadlines) { server in
            let client = Client(port: server.port)
            #expect(client.send("GET / HT").receive().hasPrefix("HTTP/1.1 408 "))
            #expect(server.metrics.connectionsOverdue == 1)
        }
    }

    @Test func `a body that comes too slowly is answered with 408`() throws {
        var deadlines = Deadlines()
        deadlines.bodyGraceMilliseconds = 50
        try withServer(deadlines: deadlines) { server in
            let client = Client(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\nabc")
            #expect(client.receive().hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test func `a body that comes fast enough and yet takes too long is answered with 408`() throws
    {
        var deadlines = Deadlines()
        deadlines.bodyGraceMilliseconds = 50
        deadlines.bodyMilliseconds = 300
        deadlines.bodyBytesPerSecondMin = 1
        try withServer(deadlines: deadlines) { server in
            let client = Client(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n")
            client.send(String(repeating: "a", count: 1000))
            #expect(client.receive().hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test func `an idle connection is closed without a word`() throws {
        var deadlines = Deadlines()
        deadlines.keepAliveMilliseconds = 50
        try withServer(deadlines: deadlines) { server in
            #expect(Client(port: server.port).receive() == "")
            let client = Client(port: server.port)
            client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.receive().hasSuffix("GET /a 0"))
        }
    }

    @Test func `a client that does not read is closed`() throws {
        var deadlines = Deadlines()
        deadlines.writeMilliseconds = 50
        deadlines.bodyBytesPerSecondMin = 100_000_000
        try withServer(deadlines: deadlines) { server in
            let client = Client(port: server.port, receiveBufferBytes: 4096)
            client.send("GET /long?bytes=20000000 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(
                eventually {
                    server.metrics.connectionsOverdue == 1 && server.metrics.connectionsOpen == 0
                }
            )
        }
    }

    @Test func `a connection is closed after its last request`() throws {
        var deadlines = Deadlines()
        deadlines.requestsPerConnectionMax = 3
        try withServer(deadlines: deadlines) { server in
            let client = Client(port: server.port)
            client.send(String(repeating: "GET /a HTTP/1.1\r\nHost: a\r\n\r\n", count: 4))
            let text = client.receive()
            #expect(text.split(separator: "HTTP/1.1 200").count == 3)
            #expect(text.split(separator: "connection: close").count == 2)
        }
    }

    @Test func `more connections than may be open are turned away`() throws {
        var deadlines = Deadlines()
        deadlines.connectionsMax = 2
        try withServer(deadlines: deadlines) { server in
            let first = Client(port: server.port)
            let second = Client(port: server.port)
            #expect(eventually { server.metrics.connectionsOpen == 2 })
            #expect(Client(port: server.port).receive() == "")
            #expect(server.metrics.connectionsTurnedAway == 1)
            #expect(
                first.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n").receiveResponse().body
                    == "GET /a 0"
            )
            #expect(
                second.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n").receiveResponse().body
                    == "GET /a 0"
            )
        }
    }

    @Test func `bodies beyond what all may hold together are refused`() throws {
        var deadlines = Deadlines()
        deadlines.bytesHeldMax = 100_000
        try withServer(deadlines: deadlines) { server in
            let head = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n"
            let half = String(repeating: "b", count: 60_000)
            let first = Client(port: server.port)
            first.send(head + half)
            #expect(eventually { server.metrics.bytesHeld > 60_000 })
            let second = Client(port: server.port)
            second.send(head + half)
            #expect(second.receiveResponse().head.hasPrefix("HTTP/1.1 503 "))
            first.send(String(repeating: "b", count: 30_000))
            #expect(first.receiveResponse().body == "POST /a 90000")
            #expect(eventually { server.metrics.bytesHeld == 0 })
        }
    }

    @Test func `a closed client leaves nothing behind`() throws {
        try withServer { server in
            do {
                let clients = (0..<50).map { _ in Client(port: server.port) }
                for client in clients { client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET") }
                for client in clients { #expect(client.receiveResponse().body == "GET /a 0") }
            }
            #expect(eventually { server.metrics.connectionsOpen == 0 })
        }
    }
}
