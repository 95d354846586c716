import Base
import Server
import Support
import Testing

struct SharingTests {
    private func server(_ listen: String, sharesPort: Bool = true) throws -> Server {
        let lanes = try Lanes(name: "page", width: 1, queueMax: 64) { Echo() }
        return Server(listen: listen, sharesPort: sharesPort, lanes: [lanes]) { _ in .init(lanes) }
    }

    @Test func `servers share a port that is reserved, and one serves when the other has ended`()
        throws
    {
        let port = try Server.reserve("127.0.0.1:0")
        let servers = try [server("127.0.0.1:\(port)"), server("127.0.0.1:\(port)")]
        for server in servers { try server.start() }
        for _ in 0..<64 {
            let client = Client(port: port)
            client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.receiveResponse().body == "GET /a 0")
        }
        #expect(servers.allSatisfy { $0.metrics.connectionsAccepted > 0 })
        servers[0].stop()
        for _ in 0..<16 {
            let client = Client(port: port)
            client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.receiveResponse().body == "GET /a 0")
        }
        servers[1].stop()
    }

    @Test func `a port where another listens cannot be reserved, shared or not`() throws {
        for sharesPort in [false, true] {
            let other = try server("127.0.0.1:0", sharesPort: sharesPort)
            try other.start()
            defer { other.stop() }
            #expect(throws: Failure.self) { try Server.reserve("127.0.0.1:\(other.port)") }
        }
    }
}
