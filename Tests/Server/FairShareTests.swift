import Base
import Dispatch
import HTTP
import Server
import Support
import Synchronization
import Testing

/// Lanes that spaces share: nobody holds them all.
struct FairShareTests {
    /// Answers at once, except below `/slow`: there it waits for leave.
    private struct Gate: Worker {
        let leave: DispatchSemaphore

        func answer(_ request: Request, on exchange: Exchange) {
            if request.firstSegment.hasPrefix("slow") { leave.wait() }
            exchange.send(Response(text: request.path))
        }
    }

    /// What was answered, in order: status and path.
    private final class Answers: Sendable {
        private let list = Mutex<[String]>([])

        var all: [String] { list.withLock { $0 } }

        func exchange(_ path: String) -> Exchange {
            Exchange { response in
                self.list.withLock { $0.append("\(response.status) \(path)") }
            }
        }
    }

    private let leave = DispatchSemaphore(value: 0)
    private let answers = Answers()

    private func lanes(
        _ width: Int,
        queueMax: Int = 64,
        waitMillisecondsMax: Int = 60_000,
        spaceMax: Int? = nil,
        sessionMax: Int = 2
    ) throws -> Lanes {
        let leave = leave
        return try Lanes(
            name: "page",
            width: width,
            queueMax: queueMax,
            waitMillisecondsMax: waitMillisecondsMax,
            sharing: .bySpace(
                spaceMax: spaceMax ?? width / 2,
                sessionMax: sessionMax,
                session: { $0.cookie("vakka") }
            )
        ) { Gate(leave: leave) }
    }

    private func submit(_ path: String, session: String? = nil, to lanes: Lanes) throws {
        var fields: Fields = ["host": "localhost"]
        if let session { fields.set("cookie", "vakka=\(session)") }
        lanes.submit(try Request(.get, path, fields: fields), answers.exchange(path))
    }

    private func end(_ lanes: Lanes) {
        for _ in 0..<64 { leave.signal() }
        #expect(lanes.drain(milliseconds: 10_000))
    }

    @Test func `a space has half of the lanes at most, however much it asks for`() throws {
        let lanes = try lanes(4)
        for number in 1...6 { try submit("/slow/\(number)", to: lanes) }
        #expect(eventually { lanes.waitingCount == 4 })
        for number in 1...20 { try submit("/quick/\(number)", to: lanes) }
        #expect(eventually { answers.all.count == 20 })
        #expect(answers.all.allSatisfy { $0.hasPrefix("200 /quick/") })
        #expect(lanes.waitingCount == 4)
        // What has been answered makes room for the next of the space.
        leave.signal()
        #expect(eventually { lanes.waitingCount == 3 && answers.all.count == 21 })
        end(lanes)
        #expect(answers.all.count == 26)
    }

    @Test func `a session has two lanes at most, in all spaces together`() throws {
        let lanes = try lanes(8, spaceMax: 6)
        for number in 1...4 { try submit("/slow/\(number)", session: "a", to: lanes) }
        try submit("/slower/1", session: "a", to: lanes)
        #expect(eventually { lanes.waitingCount == 3 })
        // Others of the same space are answered, also those without a session.
        try submit("/slow/5", session: "b", to: lanes)
        try submit("/slow/6", to: lanes)
        #expect(eventually { lanes.waitingCount == 3 })
        try submit("/quick/1", session: "a", to: lanes)
        try submit("/quick/2", session: "b", to: lanes)
        #expect(eventually { answers.all == ["200 /quick/2"] })
        end(lanes)
        #expect(answers.all.count == 9)
    }

    @Test func `who waits is answered in turn by space`() throws {
        let lanes = try lanes(1, spaceMax: 1)
        try submit("/slow/0", to: lanes)
        #expect(eventually { lanes.waitingCount == 0 })
        for path in ["/a/1", "/a/2", "/a/3", "/b/1", "/c/1", "/b/2"] {
            try submit(path, to: lanes)
        }
        leave.signal()
        #expect(eventually { answers.all.count == 7 })
        let order = ["/slow/0", "/a/1", "/b/1", "/c/1", "/a/2", "/b/2", "/a/3"]
        #expect(answers.all == order.map { "200 \($0)" })
        end(lanes)
    }

    @Test func `a full line makes room for whose space has least in it`() throws {
        let lanes = try lanes(1, queueMax: 3, spaceMax: 1)
        try submit("/slow/0", to: lanes)
        #expect(eventually { lanes.waitingCount == 0 })
        for number in 1...4 { try submit("/slow/\(number)", to: lanes) }
        #expect(answers.all == ["503 /slow/4"])
        try submit("/quick/1", to: lanes)
        #expect(answers.all == ["503 /slow/4", "503 /slow/3"])
        // Now that both have their part, nobody gives way.
        try submit("/quick/2", to: lanes)
        try submit("/slow/5", to: lanes)
        #expect(answers.all.suffix(2) == ["503 /quick/2", "503 /slow/5"])
        end(lanes)
        #expect(answers.all.filter { $0.hasPrefix("200") }.count == 4)
    }

    @Test func `who waits too long for their own space hears it while other lanes are free`() throws
    {
        let lanes = try lanes(4, waitMillisecondsMax: 30)
        for number in 1...3 { try submit("/slow/\(number)", to: lanes) }
        #expect(eventually { answers.all == ["503 /slow/3"] })
        try submit("/quick/1", to: lanes)
        #expect(eventually { answers.all.last == "200 /quick/1" })
        end(lanes)
    }

    @Test func `six tabs of a slow page do not stop another space`() throws {
        let lanes = try lanes(4)
        try withServer(lanes: lanes) { server in
            let head = " HTTP/1.1\r\nHost: a\r\nCookie: vakka="
            let tabs = (1...6).map { _ in Client(port: server.port) }
            for tab in tabs { tab.send("GET /slow/list\(head)a\r\n\r\n") }
            #expect(eventually { lanes.waitingCount == 4 })
            let other = Client(port: server.port)
            for number in 1...50 {
                other.send("GET /quick/\(number)\(head)b\r\n\r\n")
                #expect(other.receiveResponse().body == "/quick/\(number)")
            }
            #expect(server.metrics.answersUnavailable == 0 && server.metrics.answers[2] == 50)
            for _ in tabs { leave.signal() }
            for tab in tabs { #expect(tab.receiveResponse().body == "/slow/list") }
        }
    }
}
