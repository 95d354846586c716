import Base
import Glibc
import Store
import Support
import Testing

@testable import Mail

/// A Maildir with what Python's mail library writes into it.
private struct Maildir {
    let path: String

    init(_ name: String) {
        path = "\(TestCluster.scratch)/\(name)"
        unsafe mkdir(path, 0o700)
        for part in ["new", "cur", "tmp"] { unsafe mkdir("\(path)/\(part)", 0o700) }
    }

    func report(to sender: String, _ action: String, _ status: String) throws {
        try runPython(
            [
                "\(TestCluster.root)/Tests/Browser/mail/report.py", path, sender, action, status,
            ],
            output: "/dev/null"
        )
    }

    func names(_ part: String) throws -> [String] { try listFolder("\(path)/\(part)") }
}

@Suite struct BounceTests {
    @Test func `a refused address is kept as refused, and what comes back later as bounced`() throws
    {
        let town = try Town("bounces")
        let server = try MailServer("bounces")
        try server.start("--refuse", "ei@x.example")
        try town.post(to: "ei@x.example", "Ei")
        try town.post(to: "aino@x.example", "Palaa")
        try town.post(to: "eero@x.example", "Viipyy")
        try town.work(.smtp(url: server.url), until: 3, tagsSender: true)
        #expect(town.events.contains("failed 1 refused, 5.1.1"))
        let states = """
            select recipient, state, status, delayed_at is not null, subject from outbox order by 1
            """
        #expect(
            try town.database.psql(states) == [
                ["aino@x.example", "sent", "", "f", ""], ["eero@x.example", "sent", "", "f", ""],
                ["ei@x.example", "refused", "5.1.1", "f", ""],
            ]
        )
        // Each mail has an address of its own to come back to.
        let arrived = try server.arrived()
        func sender(_ to: String) throws -> String {
            try #require(arrived.first { $0.to == to }).from
        }
        let (aino, eero) = (try sender("aino@x.example"), try sender("eero@x.example"))
        #expect(aino != eero && aino.hasPrefix("vakka+") && aino.hasSuffix("@localhost"))
        let folder = Maildir("maildir")
        let (bounces, outbox) = (try BounceFolder(folder.path), Outbox(town.database.worker))
        // Whoever does not know a token marks nothing, and their mail is left for somebody to read.
        try folder.report(
            to: "vakka+\(String(repeating: "0", count: 32))@localhost",
            "failed",
            "5.1.1"
        )
        try folder.report(to: "vakka@localhost", "failed", "5.1.1")
        #expect(try bounces.read(into: outbox) == 0)
        #expect(try folder.names("new").isEmpty && folder.names("cur").count == 2)
        try folder.report(to: aino, "failed", "5.1.1")
        try folder.report(to: eero, "delayed", "4.4.1")
        unsafe symlink("/etc/passwd", "\(folder.path)/new/link")
        #expect(try bounces.read(into: outbox) == 2)
        #expect(try folder.names("new").isEmpty && folder.names("cur").count == 3)
        let ended = [
            ["aino@x.example", "bounced", "5.1.1", "f", ""],
            ["eero@x.example", "sent", "", "t", ""],
            ["ei@x.example", "refused", "5.1.1", "f", ""],
        ]
        #expect(try town.database.psql(states) == ended)
        // The same report once more, and one that is late after all, change nothing.
        try folder.report(to: aino, "failed", "5.7.1")
        try folder.report(to: aino, "delayed", "4.4.1")
        #expect(try bounces.read(into: outbox) == 0)
        #expect(try town.database.psql(states) == ended)
    }

    @Test func `a report is read again while the outbox is away`() throws {
        let folder = Maildir("maildir-away")
        try folder.report(
            to: "vakka+\(String(repeating: "0", count: 32))@localhost",
            "failed",
            "5.1.1"
        )
        let outbox = Outbox("host=/nowhere user=vakka_worker")
        #expect(throws: Failure.self) { try BounceFolder(folder.path).read(into: outbox) }
        #expect(try folder.names("new").count == 1)
        #expect(throws: Failure.self) { try BounceFolder("\(folder.path)/nothing") }
    }
}
