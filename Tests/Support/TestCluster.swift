public import Base
import Glibc
import Store
import Synchronization

/// The PostgreSQL that tests stand on: one cluster a process, one migrated template, one database a
/// suite.
///
/// Made in a folder of its own and removed when the process ends.
public enum TestCluster {
    /// A database of one's own, migrated and empty.
    ///
    /// The string connects as `vakka_app`.
    public static func database(_ name: String) throws(Failure) -> TestDatabase {
        let cluster = try cluster.get()
        let database = TestDatabase(name, in: cluster)
        try database.psql("create database \(database.name) template vakka", in: "postgres")
        try database.psql(
            "grant connect on database \(database.name) to vakka_app, vakka_worker",
            in: "postgres"
        )
        return database
    }

    /// A database of one's own in which nothing is yet.
    public static func empty(_ name: String) throws(Failure) -> TestDatabase {
        let cluster = try cluster.get()
        let database = TestDatabase(name, in: cluster)
        try database.psql("create database \(database.name)", in: "postgres")
        return database
    }

    /// The root of the checkout.
    public static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    /// A folder for this process's files, removed when it ends.
    public static let scratch: String = {
        let folder = "\(isRoomy ? "/dev/shm" : "/tmp")/vakka-tests-\(getpid())"
        _ = try? runProgram("/bin/sh", ["-c", sweep])
        unsafe mkdir(folder, 0o755)
        atexit { _ = try? runProgram("/bin/rm", ["-rf", TestCluster.scratch]) }
        return folder
    }()

    /// Whether memory has room for every database of a run: each is a thousand files, which cost a disk ten times as much.
    private static var isRoomy: Bool {
        var shared = statvfs()
        let gigabyte: UInt64 = 1 << 30
        guard unsafe statvfs("/dev/shm", &shared) == 0,
            UInt64(shared.f_bavail) * UInt64(shared.f_frsize) > 18 * gigabyte,
            let told = try? readFile("/proc/meminfo"),
            let line = String(decoding: told, as: UTF8.self).split(separator: "\n")
                .first(where: { $0.hasPrefix("MemAvailable:") }),
            let kilobytes = UInt64(line.filter(\.isNumber))
        else { return false }
        let limits = [
            "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
        ].compactMap { path in
            (try? readFile(path)).flatMap { UInt64(String(decoding: $0.dropLast(), as: UTF8.self)) }
        }
        return (limits + [kilobytes << 10]).allSatisfy { $0 > 20 * gigabyte }
    }

    /// Removes what processes have left that were killed, with their servers.
    private static let sweep = """
        for folder in /dev/shm/vakka-tests-* /tmp/vakka-tests-*; do
            id=${folder##*/vakka-tests-}
            [ -d "$folder" ] && [ ! -d "/proc/${id%%-*}" ] || continue
            kill -QUIT $(head -qn1 "$folder"/*/postmaster.pid) || true
            rm -rf "$folder"
        done 2>/dev/null
        """

    /// The Python that `deploy/install --tests` has furnished.
    public static let python = root + "/.build/browser/bin/python"

    private static let cluster = Result { () throws(Failure) in
        let cluster = try Cluster(data: scratch)
        _ = try cluster.start(isDurable: false)
        // Called before the folder is removed: last in, first out.
        atexit { try? Cluster(data: scratch).stop() }
        let migrator = Migrator(
            settings: cluster.settings(user: Cluster.owner),
            folder: root + "/Migrations"
        )
        _ = try migrator.migrate()
        return cluster
    }
}

/// One database of the tests' cluster; it goes with the last who holds it, because a run makes some thousand and memory has
/// room for fewer.
public final class TestDatabase: Sendable {
    let cluster: Cluster
    /// The database's name in the cluster.
    public let name: String

    /// A database that is yet to be made, with a name that no other of the cluster has.
    fileprivate init(_ name: String, in cluster: Cluster) {
        self.cluster = cluster
        self.name = "\(name)_\(ID<Space>().text.suffix(8))"
    }

    /// Takes the database away, with whoever is still connected.
    deinit {
        TestDatabase.idle.withLock { idle in idle.removeAll { $0.database == name } }
        _ = try? psql("drop database \(name) with (force)", in: "postgres")
    }

    /// A database of its own with all that this one holds, which nobody may have open meanwhile.
    public func copy(_ name: String) throws(Failure) -> TestDatabase {
        TestDatabase.idle.withLock { idle in idle.removeAll { $0.database == self.name } }
        let copy = TestDatabase(name, in: cluster)
        try psql("create database \(copy.name) template \(self.name)", in: "postgres")
        try psql(
            "grant connect on database \(copy.name) to vakka_app, vakka_worker",
            in: "postgres"
        )
        return copy
    }

    /// Connects as the role that serves.
    public var app: String { cluster.settings(user: "vakka_app", database: name) }

    /// Connects as the role that sends mail.
    public var worker: String { cluster.settings(user: "vakka_worker", database: name) }

    /// Connects as the cluster's owner, past every policy.
    public var owner: String { cluster.settings(user: Cluster.owner, database: name) }

    /// Runs SQL as the owner; the last statement's rows, as text.
    @discardableResult
    public func psql(_ sql: String, in database: String? = nil) throws(Failure) -> [[String]] {
        let database = database ?? name
        let kept = TestDatabase.idle.withLock { idle in
            idle.lastIndex { $0.database == database }.map { idle.remove(at: $0).connection }
        }
        let settings = cluster.settings(user: Cluster.owner, database: database)
        let connection = if let kept { kept } else { try ScriptConnection(settings) }
        let (rows, isClean) = try connection.run(sql)
        if isClean {
            TestDatabase.idle.withLock { idle in
                idle.append((database, connection))
                if idle.count > 16 { idle.removeFirst() }
            }
        }
        return rows
    }

    /// The owner's connections that wait for a next script, the newest last.
    private static let idle = Mutex<[(database: String, connection: ScriptConnection)]>([])
}
