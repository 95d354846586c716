import Base
import Glibc
import Server
import Store

/// What the environment and the options say.
///
/// `deploy/vakka.conf.sample` explains each key.
struct Configuration: Sendable {
    let data: String
    let listen: String
    let origin: String
    let smtp: String?
    let mailFrom: String
    /// The Maildir into which the mail server puts what comes back; nil when none is named.
    let bounces: String?
    /// Where the public register of companies answers; nil where employers are typed by hand.
    let companyRegister: String?
    let trustsProxy: Bool
    /// How many processes serve.
    let workers: Int
    /// The folder with `Web` and `Migrations`.
    let root: String
    private let database: String?
    private let owner: String?

    init(_ options: Options) throws(Failure) {
        data = absolute(options.value("data") ?? environment("VAKKA_DATA") ?? ".vakka")
        var listen = environment("VAKKA_LISTEN") ?? "127.0.0.1:8080"
        if let port = options.value("port") {
            guard let number = UInt16(port) else {
                throw .broken(Fault("--port takes a number from 0 to 65535", port))
            }
            listen = "127.0.0.1:\(number)"
        }
        // The address stands in mails before the first request comes.
        if listen.hasSuffix(":0") { listen = try Server.freeAddress(at: listen) }
        self.listen = listen
        origin = try Configuration.origin(environment("VAKKA_ORIGIN") ?? "http://\(listen)")
        smtp = environment("VAKKA_SMTP")
        mailFrom = environment("VAKKA_MAIL_FROM") ?? "Vakka <vakka@localhost>"
        bounces = (options.value("bounces") ?? environment("VAKKA_BOUNCES")).map(absolute)
        companyRegister = options.value("company-register") ?? environment("VAKKA_COMPANY_REGISTER")
        trustsProxy = environment("VAKKA_TRUST_PROXY") == "yes"
        let count = options.value("workers") ?? "1"
        guard let workers = Int(count), 1...Limits.workersMax ~= workers else {
            throw .broken(Fault("--workers takes a number from 1 to 16", count))
        }
        self.workers = workers
        database = environment("VAKKA_DATABASE")
        owner = environment("VAKKA_DATABASE_OWNER")
        root = try Configuration.findRoot()
    }

    /// A public address as browsers send it: in small letters, without a slash at the end and without the usual port.
    private static func origin(_ text: String) throws(Failure) -> String {
        var origin = text.lowercased()
        if origin.hasSuffix("/") { origin.removeLast() }
        for (scheme, port) in [("https://", ":443"), ("http://", ":80")]
        where origin.hasPrefix(scheme) && origin.hasSuffix(port) {
            origin.removeLast(port.count)
        }
        let host = origin.split(separator: "://", maxSplits: 1).dropFirst().first ?? ""
        guard origin.hasPrefix("http"), !host.isEmpty, !host.contains("/") else {
            throw .broken(Fault("VAKKA_ORIGIN is no address such as https://vakka.example", text))
        }
        return origin
    }

    var mailFolder: String { data + "/mail" }

    /// Requests for pages that this process works on at a time.
    var pageLanes: Int {
        let limits = Limits.pageLanes
        let wanted = Limits.pageLanesPerProcessor * Machine.processors
        let all = min(max(wanted, limits.lowerBound), limits.upperBound)
        // The processes that serve share the machine, so they share the lanes.
        return max(Limits.pageLanesInProcessMin, all / workers)
    }

    /// The cluster of the data folder, where no other database is named.
    func cluster() throws(Failure) -> Cluster? {
        guard database == nil else { return nil }
        return try Cluster(data: data)
    }

    /// Connects as the role that migrates.
    func ownerSettings() throws(Failure) -> String {
        if let owner { return owner }
        if let database { return database }
        return try Cluster(data: data).settings(user: Cluster.owner)
    }

    /// Connects as a role of the house, whatever role the named database string has.
    func settings(role: String) throws(Failure) -> String {
        if let database {
            return isURL(database) ? withUser(database, role) : "\(database) user=\(role)"
        }
        return try Cluster(data: data).settings(user: role)
    }

    private static func findRoot() throws(Failure) -> String {
        var candidates = [absolute(".")]
        if let home = environment("VAKKA_HOME") { candidates.insert(home, at: 0) }
        var folder = try ownProgram()
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            candidates.append(folder)
        }
        for candidate in candidates
        where unsafe access(candidate + "/Web/wording", F_OK) == 0
            && access(candidate + "/Migrations", F_OK) == 0
        {
            return candidate
        }
        throw .broken(Fault("the folders Web and Migrations are not found", "set VAKKA_HOME"))
    }
}

/// A variable of the environment; nil when it is absent or empty.
func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
}

/// A path from the root of the file system.
private func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    var folder = [CChar](repeating: 0, count: 4096)
    guard unsafe getcwd(&folder, folder.count) != nil else { return path }
    let here = String(
        decoding: folder.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
        as: UTF8.self
    )
    return path == "." ? here : here + "/" + path
}

private func isURL(_ settings: String) -> Bool {
    settings.hasPrefix("postgresql://") || settings.hasPrefix("postgres://")
}

/// A connection URI with another user; libpq lets a parameter name one.
private func withUser(_ uri: String, _ user: String) -> String {
    uri + (uri.contains("?") ? "&" : "?") + "user=\(user)"
}

/// The file that this program was started from; one that has taken its place since counts as the same.
func ownProgram() throws(Failure) -> String {
    var path = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink("/proc/self/exe", &path, path.count - 1)
    guard length > 0 else { throw .broken(Fault("the program's own file is not known")) }
    let text = String(decoding: path.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return text.hasSuffix(" (deleted)") ? String(text.dropLast(10)) : text
}
