import Access
import Audit
import Base
import Glibc
import Store
import Support
import Testing

extension Statement where Result == Void {
    fileprivate static let sleep = Statement("select pg_sleep(30) from (select $1::uuid) space")
}

/// A request has a time for all it asks of the database, and its outcome is never guessed.
struct WaitTests {
    private func permit(_ space: TestSpace) throws -> Permit {
        let actor = Actor(
            space: space.id,
            account: nil,
            membership: nil,
            roles: [.coordinator],
            name: "Kaisa Koe"
        )
        return try Gate(table: try PermissionTable.embedded()).ask(actor, for: .personChange)
    }

    /// Seconds until it is refused with 503.
    private func secondsToRefusal(_ body: () throws(Failure) -> Void) throws -> Double {
        let start = ContinuousClock.now
        do throws(Failure) {
            try body()
            Issue.record("it was not refused")
        } catch {
            guard case .refused(.unavailable) = error else { throw error }
        }
        return (ContinuousClock.now - start) / .seconds(1)
    }

    @Test func `an answer that does not come is not waited for beyond the request's time`() throws {
        let house = try TestHouse("wait_answer")
        let takk = try house.space("takk", .provider)
        let permit = try permit(takk)
        let database = Database(house.database.app, secondsMax: 1)
        database.startClock()
        let seconds = try secondsToRefusal { () throws(Failure) in
            try database.read(permit) { (db) throws(Failure) in _ = try db.run(.sleep) }
        }
        #expect(0.9..<3 ~= seconds)
        database.abandon()
        // The next request finds a fresh connection.
        database.startClock()
        try database.begin(readOnly: true)
        try database.end()
    }

    @Test func `a host that takes connections and says nothing is given up`() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe bind(listener, $0, length)
                _ = listen(listener, 8)
                _ = unsafe getsockname(listener, $0, &length)
            }
        }
        let port = UInt16(bigEndian: address.sin_port)
        let readiness = Readiness(
            "host=127.0.0.1 port=\(port) user=vakka_app",
            folder: TestCluster.root + "/Migrations"
        )
        let seconds = try secondsToRefusal { () throws(Failure) in _ = try readiness.missing() }
        #expect(seconds < 5)
    }

    @Test func `a form that is sent again is confirmed by a commit of its own`() throws {
        let house = try TestHouse("wait_again")
        let takk = try house.space("takk", .provider)
        let permit = try permit(takk)
        let database = Database(house.database.app)
        let key = ID<Submission>()
        func send() throws -> String {
            database.startClock()
            let written: WrittenOnce<Never> = try database.writeOnce(
                permit,
                key: key,
                path: "/takk/people",
                content: [1]
            ) { (_) throws(Failure) in
                .kept(Audited("/takk/people/1", Entry(.personAdded)))
            }
            try database.end()
            switch written {
            case .kept(let location): return location
            }
        }
        let first = try send()
        let before = try house.database.psql("select xmin from submission")
        #expect(try send() == first)
        // A commit that wrote nothing would not wait for a standby.
        #expect(try house.database.psql("select xmin from submission") != before)
        #expect(try house.log(of: takk) == ["person.added done"])
    }
}
