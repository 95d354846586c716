import Base
import Glibc
import Support

/// A real mail server on loopback that keeps what it gets in a folder (`server.py`), ended with this value.
final class MailServer {
    let folder: String
    let port: Int
    private var process: pid_t = 0

    /// A server that has not been started, on a port that was free a moment ago.
    init(_ name: String) throws {
        folder = "\(TestCluster.scratch)/\(name)"
        unsafe mkdir(folder, 0o700)
        port = Int(try freePort())
    }

    deinit {
        stop()
    }

    var url: String { "smtp://127.0.0.1:\(port)" }

    /// Starts it and waits until it listens.
    ///
    /// `words` are options of `server.py`.
    func start(_ words: String...) throws { try start(words) }

    func start(_ words: [String]) throws {
        process = try spawn(
            [
                TestCluster.python, "\(TestCluster.root)/Tests/Browser/mail/server.py",
                String(port), folder,
            ] + words
        )
        try wait(untilListening: port)
    }

    /// Ends it by its own process id.
    func stop() {
        guard process > 0 else { return }
        kill(process, SIGTERM)
        var status: Int32 = 0
        unsafe waitpid(process, &status, 0)
        process = 0
    }

    /// What has arrived, as Python's own mail parser reads it: a line of `name=value` for each field that matters.
    func arrived() throws -> [Arrived] {
        let report = "\(folder).report"
        unsafe unlink(report)
        try runPython(["\(TestCluster.root)/Tests/Browser/mail/read.py", folder], output: report)
        return try text(of: report).split(separator: "\u{1E}").compactMap { Arrived(String($0)) }
    }
}

/// One mail as it arrived.
struct Arrived {
    let from: String
    let recipients: String
    let to: String
    let subject: String
    let id: String
    let body: String
    /// The longest line and the number of header fields, as they came over the wire.
    let longest: Int
    let fields: String
    /// Where the links of its page lead, and the page's language.
    let links: String
    let language: String
    /// Where mails like it end, and how.
    let unsubscribe: String

    init?(_ record: String) {
        let parts = record.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(
            String.init
        )
        guard parts.count == 11 else { return nil }
        (from, recipients, to, subject) = (parts[0], parts[1], parts[2], parts[3])
        (id, body, longest, fields) = (parts[4], parts[5], Int(parts[6]) ?? 0, parts[7])
        (links, language, unsubscribe) = (parts[8], parts[9], parts[10])
    }
}

private func text(of path: String) throws -> String {
    String(decoding: try readFile(path), as: UTF8.self)
}
