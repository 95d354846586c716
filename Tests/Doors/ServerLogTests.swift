import Base
import Foundation
import HTTP
import Support
import Testing

/// The server's own log, of the program as it is served: it may hold nobody's data, one's own as little as another's.
@Suite(.serialized) struct `The server's own log` {
    typealias Doors = `All doors and all keys`

    @Test func `names nobody, whatever is asked, typed, broken or mailed`() throws {
        let fixture = try Fixture.shared()
        let database = try fixture.database.copy("server_log")
        let program = try Program(database)
        defer { program.stop() }
        let word = "kanariatyped"

        for found in try fixture.crawl.forms where found.steps.isEmpty {
            program.ask(.get, found.page, found.caller)
            program.ask(
                .get,
                "\(found.page)\(found.page.contains("?") ? "&" : "?")q=\(word)&name=\(word)",
                found.caller
            )
            var sent = found.form.canaries
            for name in found.form.names where found.form[name]?.isTyped == true {
                sent.set(name, (sent.first(name) ?? "") + word)
            }
            program.ask(.post, found.form.action, found.caller, sent)
        }
        for found in try fixture.sound where found.steps.isEmpty {
            var filler = fixture.own.filler
            filler.code = "12345678"
            program.ask(.post, found.form.action, found.caller, filler.filled(found.form))
        }
        for caller in fixture.own.callers {
            for path in [
                "/\(word)", "/\(caller.slug)/\(word)", "/\(caller.slug)/people/\(word)",
                "/\(caller.slug)/people/\(fixture.foreign.anyID(after: "people") ?? "")?q=\(word)",
            ] { program.ask(.get, path, caller) }
        }
        // What the app cannot foresee: a row that the database refuses, and a view that is gone.
        try database.psql(
            """
            alter table person add constraint odd check (given_name not like 'K%') not valid;
            alter view course_afternoon rename to elsewhere
            """
        )
        for found in try fixture.crawl.forms where found.steps.isEmpty {
            program.ask(.post, found.form.action, found.caller, found.form.canaries)
            program.ask(.get, found.page, found.caller)
        }

        // Mail is tried by a thread of its own, in its own time.
        for _ in 0..<300 where !program.log.contains("mail postponed") { usleep(100_000) }
        let log = program.log
        let lines = log.split(separator: "\n")
        #expect(lines.filter { $0.contains("\"what\":\"answered\"") }.count > 400, "\(lines.count)")
        #expect(lines.contains { $0.contains("\"what\":\"fault\"") }, "no fault was met")
        #expect(lines.contains { $0.contains("\"what\":\"mail postponed\"") }, "no mail was tried")
        for line in lines {
            let isSilent = !line.lowercased().contains("kanaria")
            #expect(isSilent, "\(line)")
        }
        let secrets =
            fixture.own.callers.compactMap(\.guest?.token) + fixture.own.filler.tokens.values
            + [fixture.own.filler.password, FormFiller.chosen]
        for secret in secrets { #expect(!log.contains(secret), "a secret stands in the log") }
        for guest in fixture.own.callers.compactMap(\.guest) {
            #expect(!log.contains(guest.email), "an address stands in the log")
        }
    }
}

/// The program itself, serving a database of the tests on a port of the system's choice.
final class Program {
    private let process = Process()
    private let file: String
    private let port: Int

    init(_ database: TestDatabase) throws {
        let folder = "\(TestCluster.scratch)-\(database.name)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        file = folder + "/server.log"
        _ = FileManager.default.createFile(atPath: file, contents: nil)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        process.executableURL = URL(fileURLWithPath: TestCluster.root + "/.build/debug/vakka")
        process.arguments = ["serve", "--port", "0", "--no-demo"]
        process.environment = [
            "VAKKA_DATABASE": database.app, "VAKKA_DATABASE_OWNER": database.owner,
            "VAKKA_DATA": folder,
            // Nobody listens there, so that every mail fails and is told of.
            "VAKKA_SMTP": "smtp://127.0.0.1:9",
        ]
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var found: Int?
        for _ in 0..<600 where found == nil {
            usleep(50_000)
            let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
            if let match = text.firstMatch(of: /listening on http:\/\/127\.0\.0\.1:([0-9]+)/) {
                found = Int(match.output.1)
            }
            guard process.isRunning else { break }
        }
        guard let found else {
            process.terminate()
            throw Silent(log: (try? String(contentsOfFile: file, encoding: .utf8)) ?? "")
        }
        port = found
    }

    /// A server that does not come up.
    struct Silent: Error {
        let log: String
    }

    /// What the server has written so far.
    var log: String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: (file as NSString).deletingLastPathComponent)
    }

    /// One request on a connection of its own, up to the end of its answer.
    func ask(_ method: HTTP.Method, _ path: String, _ caller: Caller, _ form: Form = Form()) {
        let body = method == .post ? form.encoded : ""
        var head = "\(method.rawValue) \(path) HTTP/1.1\r\nhost: 127.0.0.1:\(port)\r\n"
        head += "connection: close\r\nsec-fetch-site: same-origin\r\n"
        if let guest = caller.guest { head += "cookie: vakka=\(guest.token)\r\n" }
        if method == .post {
            head += "content-type: application/x-www-form-urlencoded\r\n"
            head += "content-length: \(body.utf8.count)\r\n"
        }
        _ = Client(port: port, patienceSeconds: 20).send("\(head)\r\n\(body)").receive()
    }
}
