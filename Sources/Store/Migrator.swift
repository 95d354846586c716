public import Base
import Crypto

/// Brings a database to the state that `Migrations/` describes: forward only, each file once, none edited afterwards.
public struct Migrator {
    private let settings: String
    private let folder: String

    /// `settings` name a role that may create roles and tables; `folder` holds the numbered files.
    public init(settings: String, folder: String) {
        self.settings = settings
        self.folder = folder
    }

    /// Applies what is missing and returns the names of the files applied.
    ///
    /// Throws a fault when a file that was applied has changed since.
    public func migrate() throws(Failure) -> [String] {
        let connection = try AdminConnection(settings)
        try connection.run("set client_min_messages = warning; select pg_advisory_lock(7223615)")
        try connection.run(
            """
            create table if not exists public.migration (
              name text primary key, checksum text not null, applied_at timestamptz not null default now())
            """
        )
        let applied = try known(connection)
        var fresh: [String] = []
        for (name, text, checksum) in try files() {
            if let before = applied[name] {
                guard before == checksum else {
                    throw .broken(Fault("a released migration has been edited", name))
                }
                continue
            }
            let note =
                "insert into public.migration (name, checksum) values (\(literal(name)), \(literal(checksum)))"
            try connection.run("begin;\n\(text)\nreset role;\n\(note);\ncommit")
            fresh.append(name)
        }
        try connection.run("grant select on public.migration to vakka_app")
        return fresh
    }

    /// Names of files that the database lacks.
    ///
    /// Asked by the app's own role.
    public static func missing(settings: String, folder: String) throws(Failure) -> [String] {
        try Readiness(settings, folder: folder).missing()
    }

    private func known(_ connection: AdminConnection) throws(Failure) -> [String: String] {
        var checksums: [String: String] = [:]
        for row in try connection.run("select name, checksum from public.migration") {
            if let name = row[0], let checksum = row[1] { checksums[name] = checksum }
        }
        return checksums
    }

    fileprivate func files() throws(Failure) -> [(name: String, text: String, checksum: String)] {
        var files: [(name: String, text: String, checksum: String)] = []
        for name in try listFolder(folder) where name.hasSuffix(".sql") {
            let bytes = try readFile(folder + "/" + name)
            files.append((name, String(decoding: bytes, as: UTF8.self), hex(sha256(bytes))))
        }
        return files
    }
}

/// Asks again and again whether the database answers and has all migrations, on a connection of its own.
///
/// Owned by one lane.
public final class Readiness {
    private let connection: Connection
    private let migrator: Migrator

    /// `settings` is a libpq connection string for the role `vakka_app`; nothing connects yet.
    public init(_ settings: String, folder: String) {
        connection = Connection(settings)
        migrator = Migrator(settings: settings, folder: folder)
    }

    /// Names of files that the database lacks.
    ///
    /// Refused with 503 when it does not answer in time.
    public func missing() throws(Failure) -> [String] {
        connection.startClock()
        try connection.open()
        try connection.queue(appliedMigrations, [])
        guard let rows = try connection.collect().last else {
            throw .broken(Fault("an answer is missing", "migrations"))
        }
        let applied = Set(try rows.all { row throws(Failure) in try row.text("name") })
        return try migrator.files().map(\.name).filter { !applied.contains($0) }
    }
}

private let appliedMigrations: StaticString = "select name from public.migration"
