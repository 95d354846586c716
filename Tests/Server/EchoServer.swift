import Base
import Dispatch
import HTTP
import Server

/// Answers by path, as the tests need it.
struct Echo: Worker {
    func answer(_ request: Request, on exchange: Exchange) {
        switch request.segments.first {
        case "drop": break
        case "late":
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(30)) {
                exchange.send(Response(text: request.path))
            }
        case "twice":
            exchange.send(Response(text: "first"))
            exchange.send(Response(text: "second"))
        case "long":
            exchange.send(
                Response(text: String(repeating: "x", count: Int(request.query["bytes"]) ?? 0))
            )
        default:
            exchange.send(
                Response(text: "\(request.method.rawValue) \(request.path) \(request.body.count)")
            )
        }
    }
}

/// A server on a port of the kernel's choice, with a lane or more.
func withServer(
    lanes: Lanes? = nil,
    deadlines: Deadlines = Deadlines(),
    trustsProxy: Bool = false,
    _ body: (Server) throws -> Void
) throws {
    let lanes = try lanes ?? Lanes(name: "page", width: 2, queueMax: 64) { Echo() }
    var deadlines = deadlines
    deadlines.sweepMilliseconds = 10
    let server = Server(
        listen: "127.0.0.1:0",
        trustsProxy: trustsProxy,
        lanes: [lanes],
        deadlines: deadlines
    ) { _ in .init(lanes) }
    try server.start()
    defer { server.stop() }
    try body(server)
}

/// RateLimiter until it holds, for some seconds at most.
func eventually(_ holds: () -> Bool) -> Bool {
    for _ in 0..<1000 {
        if holds() { return true }
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(10))
    }
    return false
}
