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
        for _ in 0..<200 {
            if isListening(port) { return }
            usleep(50_000)
        }
        throw Failure.broken(Fault("the mail server does not start; deploy/install --tests"))
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

private func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            unsafe bind(descriptor, address, length) == 0
                && getsockname(descriptor, address, &length) == 0
        }
    }
    guard bound else { throw Failure.broken(Fault("no free port")) }
    return UInt16(bigEndian: address.sin_port)
}

private func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(UInt16(clamping: port))
    return unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}

private func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}

func spawn(_ words: [String], output: String = "/dev/null") throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(
        &actions,
        1,
        output,
        O_WRONLY | O_CREAT | O_TRUNC,
        0o600
    )
    // A test's thread blocks most signals; the program must hear SIGTERM.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var list = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe list.forEach { unsafe free($0) } }
    var process: pid_t = 0
    guard unsafe posix_spawn(&process, words[0], &actions, &attributes, &list, environ) == 0 else {
        throw Failure.broken(Fault("a program cannot be started; deploy/install --tests", words[0]))
    }
    return process
}

func runPython(_ words: [String], output: String) throws {
    let process = try spawn([TestCluster.python] + words, output: output)
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
    guard status == 0 else { throw Failure.broken(Fault("a script failed", words[0])) }
}

private func text(of path: String) throws -> String {
    String(decoding: try readFile(path), as: UTF8.self)
}
