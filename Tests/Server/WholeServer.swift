import Base
import HTTP
import Routing
import Server
import Store
import Support

/// Answers from the whole house, as the program's own workers do.
private struct HouseWorker: Worker {
    let pipeline: Pipeline
    let database: Database
    let auditConnection: AuditConnection

    func answer(_ request: Request, on exchange: Exchange) {
        let answer = pipeline.answer(request, database: database)
        do throws(Failure) {
            try auditConnection.keep(answer.records, seen: [])
            exchange.send(answer.response)
        } catch {
            exchange.send(Lanes.unavailable)
        }
    }
}

/// A real socket with the whole house behind it: its assets, pages and refusals.
func withHouse(
    _ house: TestHouse,
    deadlines: Deadlines = Deadlines(),
    queueMax: Int = 64,
    sharing: Lanes.Sharing = .inOrder,
    databaseSecondsMax: Int = Limits.databaseSecondsMax,
    _ body: (Server) throws -> Void
) throws {
    var deadlines = deadlines
    deadlines.sweepMilliseconds = 10
    let pipeline = house.pipeline
    let settings = house.database.app
    let lanes = try Lanes(
        name: "page",
        width: 2,
        queueMax: queueMax,
        sharing: sharing,
        whenFull: { pipeline.refusal(503, $0) },
        makeWorker: {
            HouseWorker(
                pipeline: pipeline,
                database: Database(settings, secondsMax: databaseSecondsMax),
                auditConnection: AuditConnection(settings)
            )
        }
    )
    let plain = try Lanes(name: "plain", width: 1, queueMax: 64) {
        AssetsWorker(assets: pipeline.site.assets)
    }
    let server = Server(
        listen: "127.0.0.1:0",
        lanes: [lanes, plain],
        deadlines: deadlines,
        refusalPage: { pipeline.refusal($0, $1) }
    ) { .init($0.segments.first == "assets" ? plain : lanes) }
    try server.start()
    defer { server.stop() }
    try body(server)
}

private struct AssetsWorker: Worker {
    let assets: Assets

    func answer(_ request: Request, on exchange: Exchange) {
        exchange.send(assets.response(for: request) ?? Response(status: 404))
    }
}

/// A whole answer as it came over the wire.
struct Reply {
    let status: Int
    let head: String
    let body: String

    /// The one value of a field; nil for none, all of them with commas between for several.
    func field(_ name: String) -> String? {
        let values = head.split(separator: "\r\n").dropFirst()
            .filter { $0.lowercased().hasPrefix("\(name): ") }
            .map { String($0.dropFirst(name.utf8.count + 2)) }
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

extension Client {
    /// Sends a request of these lines, with a host, and reads the answer.
    func ask(_ line: String, _ fields: [String] = [], body: String = "") -> Reply {
        let head = ([line, "Host: localhost"] + fields).joined(separator: "\r\n")
        send("\(head)\r\n\r\n\(body)")
        return reply(toHead: line.hasPrefix("HEAD "))
    }

    /// Reads one answer.
    func reply(toHead isHead: Bool = false) -> Reply {
        let (head, body) = receiveResponse(hasBody: !isHead)
        let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return Reply(status: status, head: head, body: body)
    }
}
