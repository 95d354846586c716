public import Base
import Crypto
import Glibc

/// A PostgreSQL of the program's own: made in a data folder, reached over a Unix socket only.
public struct Cluster: Sendable {
    /// Where the cluster's files are.
    public let folder: String
    /// Where its socket is; only the cluster's user (and root) may enter.
    public let socketFolder: String
    private let programs: String
    /// The user that runs it: PostgreSQL refuses to be root.
    private let user: String?

    /// Finds PostgreSQL and decides the places.
    ///
    /// Throws a fault that says what is missing.
    public init(data: String) throws(Failure) {
        guard let programs = try Cluster.newestPrograms() else {
            throw .broken(Fault("PostgreSQL is not installed", "/usr/lib/postgresql"))
        }
        self.programs = programs
        let isRoot = geteuid() == 0
        user = isRoot ? (unsafe getpwnam("postgres") == nil ? "nobody" : "postgres") : nil
        let name = hex(sha256(data).prefix(6))
        // A folder that another user cannot reach is no place for that user's files.
        folder =
            isRoot && !Cluster.isReachable(data)
            ? "/var/lib/vakka-\(name)/postgres" : data + "/postgres"
        // A socket's whole path has at most 107 bytes (unix(7)).
        let beside = folder + ".socket"
        socketFolder = beside.utf8.count < 80 ? beside : "/tmp/vakka-\(name).socket"
    }

    /// The connection string for a role of this cluster.
    public func settings(user: String, database: String = "vakka") -> String {
        "host=\(socketFolder) dbname=\(database) user=\(user)"
    }

    /// The bootstrap role, which migrates.
    public static let owner = "postgres"

    private var log: String { folder + "/server.log" }

    /// Makes the cluster when there is none and starts it when it does not run.
    ///
    /// True when it was made now. `isDurable` false is for tests, whose data nobody misses.
    public func start(isDurable: Bool = true) throws(Failure) -> Bool {
        try makeFolder(folder)
        try makeFolder(socketFolder)
        let isNew = unsafe access(folder + "/PG_VERSION", F_OK) != 0
        if isNew {
            try run(
                "initdb",
                [
                    "-D", folder, "-U", Cluster.owner, "-A", "trust", "--encoding=UTF8",
                    "--locale=C.UTF-8",
                ]
                    + (isDurable ? [] : ["--no-sync"])
            )
        }
        if try !isRunning() {
            let options =
                [
                    "listen_addresses=", "unix_socket_directories=\(socketFolder)",
                    "unix_socket_permissions=0700",
                    "max_connections=60", "shared_buffers=\(Cluster.cacheMegabytes)MB",
                    "lc_messages=C",
                    "log_min_messages=warning", "log_parameter_max_length_on_error=0",
                ]
                + (isDurable
                    ? []
                    : [
                        "fsync=off", "synchronous_commit=off", "full_page_writes=off",
                        // Tests run side by side, each with a house of its own.
                        "max_connections=300",
                    ])
            let line = options.map { "-c \($0)" }.joined(separator: " ")
            try run("pg_ctl", ["-D", folder, "-w", "-t", "30", "-l", log, "-o", line, "start"])
        }
        let exists = try outside("select 1 from pg_database where datname = 'vakka'")
        if exists.isEmpty { _ = try outside("create database vakka") }
        return isNew
    }

    /// Makes the database anew, with nothing in it.
    public func clear() throws(Failure) {
        _ = try outside("drop database vakka with (force)")
        _ = try outside("create database vakka")
    }

    /// Runs one statement beside the database.
    private func outside(_ sql: String) throws(Failure) -> [[String]] {
        try runScript(settings(user: Cluster.owner, database: "postgres"), sql)
    }

    /// PostgreSQL's own cache: an eighth of the machine's or the container's memory, within limits.
    ///
    /// The rest of the machine is the program's and the file system's.
    private static var cacheMegabytes: Int {
        let share = Machine.memory / 8 / 1_048_576
        let limits = Limits.databaseCacheMegabytes
        return min(max(share, limits.lowerBound), limits.upperBound)
    }

    /// Whether it runs already, such as under another process of the program.
    public func isRunning() throws(Failure) -> Bool {
        try run("pg_ctl", ["-D", folder, "status"], mayFail: true) == 0
    }

    /// Starts it anew when it has ended though nobody stopped it.
    ///
    /// True when it did. Looks at its process only, so it may be asked often.
    public func revive() throws(Failure) -> Bool {
        guard !hasProcess else { return false }
        _ = try start()
        return true
    }

    private var hasProcess: Bool {
        guard let bytes = try? readFile(folder + "/postmaster.pid"),
            let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first,
            let process = Int32(line)
        else { return false }
        // EPERM: it is there, and another user's.
        return kill(process, 0) == 0 || errno == EPERM
    }

    /// Stops it; running transactions are rolled back, nothing committed is lost.
    public func stop() throws(Failure) {
        try run("pg_ctl", ["-D", folder, "-m", "fast", "-w", "stop"], mayFail: true)
    }

    @discardableResult
    private func run(
        _ program: String,
        _ arguments: [String],
        mayFail: Bool = false
    ) throws(Failure) -> Int32 {
        let path = programs + "/" + program
        let status: Int32
        if let user {
            status = try runProgram(
                "/usr/bin/setpriv",
                ["--reuid=\(user)", "--regid=\(group)", "--clear-groups", path] + arguments,
                log: folder + ".log"
            )
        } else {
            status = try runProgram(path, arguments, log: folder + ".log")
        }
        guard status == 0 || mayFail else {
            throw .broken(
                Fault(
                    "a program of PostgreSQL failed",
                    "\(program), status \(status); see \(folder).log"
                )
            )
        }
        return status
    }

    private var group: String {
        guard let user, let entry = unsafe getpwnam(user) else { return "0" }
        return unsafe String(entry.pointee.pw_gid)
    }

    private func makeFolder(_ path: String) throws(Failure) {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            unsafe mkdir(made, made == path ? 0o700 : 0o755)
        }
        if let user, let entry = unsafe getpwnam(user) {
            guard unsafe chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
                throw .broken(Fault("a folder cannot be given to the database's user", path))
            }
        }
        guard unsafe access(path, F_OK) == 0 else {
            throw .broken(Fault("a folder cannot be made", path))
        }
    }

    private static func isReachable(_ path: String) -> Bool {
        var walked = ""
        for part in path.split(separator: "/") {
            walked += "/" + part
            var status = stat()
            guard unsafe stat(walked, &status) == 0 else { return true }
            if status.st_mode & 0o001 == 0 { return false }
        }
        return true
    }

    private static func newestPrograms() throws(Failure) -> String? {
        guard unsafe access("/usr/lib/postgresql", F_OK) == 0 else { return nil }
        let newest = try listFolder("/usr/lib/postgresql").compactMap { Int($0) }.max()
        return newest.map { "/usr/lib/postgresql/\($0)/bin" }
    }
}
