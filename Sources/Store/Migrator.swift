public import Base
import Crypto
import Letters

/// Brings a database to the state that `Migrations/` describes, in one transaction.
///
/// Dated files are applied once, in their order, and never edited afterwards. Functions stand in files of their own and are
/// made anew when their text changes. `Migrations/README.md` says how the two go together.
public struct Migrator {
    private let settings: String
    private let folder: MigrationFolder

    /// `settings` name a role that may create roles and tables; `folder` is `Migrations`.
    public init(settings: String, folder: String) {
        self.settings = settings
        self.folder = MigrationFolder(path: folder)
    }

    /// Applies what is missing; the names of the dated files applied, and in one line how many functions were made or dropped.
    ///
    /// Throws a fault, and changes nothing, when an applied file has changed, when a new one sorts before an applied one, when
    /// the database is newer than the folder, and when a statement fails.
    public func migrate() throws(Failure) -> [String] {
        let connection = try AdminConnection(settings)
        try connection.run("set client_min_messages = warning; select pg_advisory_lock(7223615)")
        try connection.run(
            """
            create table if not exists public.migration (
              name text primary key, checksum text not null, applied_at timestamptz not null default now())
            """
        )
        let applied = try checksums(connection)
        let dated = try folder.dated()
        let functions = try folder.functions()
        try Migrator.check(dated, against: applied)
        let fresh = dated.filter { applied[$0.name] == nil }
        let changed = functions.filter { applied[$0.name] != $0.checksum }
        let kept = Set(functions.map(\.name))
        let gone = applied.keys.filter { MigrationFile.isFunction($0) && !kept.contains($0) }
            .sorted()
        let letters = try LetterTable.embedded().script
        guard !(fresh.isEmpty && changed.isEmpty && gone.isEmpty) else {
            try connection.run(letters)
            return []
        }

        try connection.run("begin")
        var maker = FunctionMaker(connection, changed)
        for file in fresh {
            try maker.makeWhatCanBe()
            try connection.run(
                "\(file.text)\n;reset role; set constraints all immediate; set constraints all deferred"
            )
        }
        try maker.finish()
        for name in gone { try maker.drop(MigrationFile(name: name, text: "", checksum: "")) }
        for file in fresh + changed {
            try connection.run(
                """
                insert into public.migration (name, checksum)
                  values (\(literal(file.name)), \(literal(file.checksum)))
                  on conflict (name) do update set checksum = excluded.checksum, applied_at = now()
                """
            )
        }
        for name in gone {
            try connection.run("delete from public.migration where name = \(literal(name))")
        }
        try connection.run("\(letters); grant select on public.migration to vakka_app; commit")
        let functionCount = changed.count + gone.count
        return fresh.map(\.name) + (functionCount > 0 ? ["\(functionCount) functions"] : [])
    }

    /// Names of files that the database lacks or has in another text.
    ///
    /// Asked by the app's own role.
    public static func missing(settings: String, folder: String) throws(Failure) -> [String] {
        try Readiness(settings, folder: folder).missing()
    }

    private func checksums(_ connection: AdminConnection) throws(Failure) -> [String: String] {
        var checksums: [String: String] = [:]
        for row in try connection.run("select name, checksum from public.migration") {
            if let name = row[0], let checksum = row[1] { checksums[name] = checksum }
        }
        return checksums
    }

    /// What was applied must be a beginning of what the folder holds, text by text.
    private static func check(
        _ dated: [MigrationFile],
        against applied: [String: String]
    ) throws(Failure) {
        let names = Set(dated.map(\.name))
        for name in applied.keys.sorted() where !MigrationFile.isFunction(name) {
            guard MigrationFile.isDated(name) else {
                throw .broken(Fault("the database is older than version 0.2.0", name))
            }
            guard names.contains(name) else {
                throw .broken(Fault("the database is newer than this program", name))
            }
        }
        let last = applied.keys.filter { MigrationFile.isDated($0) }.max() ?? ""
        for file in dated {
            if let before = applied[file.name] {
                guard before == file.checksum else {
                    throw .broken(Fault("an applied migration has been edited", file.name))
                }
            } else if file.name < last {
                throw .broken(
                    Fault("a migration sorts before an applied one", "\(file.name) < \(last)")
                )
            }
        }
    }
}

/// Makes functions and procedures from their files, as their schema's owner.
private struct FunctionMaker {
    private let connection: AdminConnection
    private let files: [MigrationFile]
    private var unmade: [MigrationFile]
    /// Functions of a changed file that the file does not make any more, by oid.
    private var stale: [String] = []

    /// What a later file may bring: a table, a type or role, a function.
    private static let notYet: Set<String> = ["42P01", "42704", "42883"]

    init(_ connection: AdminConnection, _ files: [MigrationFile]) {
        self.connection = connection
        self.files = files
        unmade = files
    }

    /// Makes every function whose schema, roles and types are there.
    ///
    /// Bodies are not looked at, for the tables that they name may come later.
    mutating func makeWhatCanBe() throws(Failure) {
        let schemas = Set(try connection.run(Self.ownedSchemas).compactMap { $0.first ?? nil })
        try connection.run("set local check_function_bodies = off")
        var later: [MigrationFile] = []
        for file in unmade {
            guard schemas.contains(file.schema), try make(file) else {
                later.append(file)
                continue
            }
        }
        unmade = later
    }

    /// Makes what is left, then looks at every body, and drops what no file makes any more.
    mutating func finish() throws(Failure) {
        var before = unmade.count + 1
        while !unmade.isEmpty {
            guard unmade.count < before else {
                // Nothing brought it: the failure is the file's own.
                for file in unmade { try connection.run(file.statements) }
                break
            }
            before = unmade.count
            try makeWhatCanBe()
        }
        try connection.run("set local check_function_bodies = on")
        for file in files { try connection.run(file.statements) }
        for oid in stale {
            try connection.run(Self.drop("oid = \(oid)"))
        }
    }

    /// Drops every function of the file's name.
    func drop(_ file: MigrationFile) throws(Failure) {
        try connection.run(Self.drop(file.condition))
    }

    /// Schemas in which their owner may make functions.
    private static let ownedSchemas = """
        select n.nspname from pg_namespace n join pg_roles r
            on r.rolname = case n.nspname when 'public' then 'vakka_owner' else 'vakka_' || n.nspname end
          where has_schema_privilege(r.oid, n.oid, 'usage') and has_schema_privilege(r.oid, n.oid, 'create')
        """

    /// False when the file names something that is not there yet.
    private mutating func make(_ file: MigrationFile) throws(Failure) -> Bool {
        try connection.run("savepoint making")
        let prepared = try connection.attempt(
            "\(file.role); \(Self.clear(file.condition)); reset role",
            unless: Self.notYet
        )
        let held = Set(prepared ? try found(file) : [])
        guard prepared, try connection.attempt(file.statements, unless: Self.notYet) else {
            try connection.run("rollback to savepoint making")
            return false
        }
        // What the file made anew is another version of its row, at another place.
        stale += held.intersection(try found(file)).compactMap { $0.first }
        try connection.run("release savepoint making")
        return true
    }

    private func found(_ file: MigrationFile) throws(Failure) -> [[String]] {
        try connection.run(
            "select oid::text, ctid::text from pg_proc where \(file.condition)"
        ).map { row in row.map { $0 ?? "" } }
    }

    /// Drops the functions that no trigger, policy, default or view holds; takes all grants from the others.
    ///
    /// So a changed function may have other parameters and other grants.
    private static func clear(_ condition: String) -> String {
        """
        do $clear$
        declare
          held record;
          grantee oid;
        begin
          for held in select p.oid, p.proacl from pg_proc p where \(condition) loop
            if not exists (select from pg_depend d where d.refclassid = 'pg_proc'::regclass
                and d.refobjid = held.oid and d.deptype = 'n') then
              execute format('drop routine %s', held.oid::regprocedure);
            else
              for grantee in select distinct x.grantee from aclexplode(held.proacl) x
                  where x.grantee <> (select proowner from pg_proc where oid = held.oid) loop
                execute format('revoke all on routine %s from %s', held.oid::regprocedure,
                  case grantee when 0 then 'public' else grantee::regrole::text end);
              end loop;
            end if;
          end loop;
        end $clear$
        """
    }

    private static func drop(_ condition: String) -> String {
        """
        do $drop$
        declare old regprocedure;
        begin
          for old in select oid from pg_proc where \(condition) loop
            execute format('drop routine %s', old);
          end loop;
        end $drop$
        """
    }
}

/// The files of `Migrations/`.
struct MigrationFolder {
    let path: String

    /// The dated files, in their order.
    ///
    /// Throws a fault when a file's name has no date.
    func dated() throws(Failure) -> [MigrationFile] {
        var files: [MigrationFile] = []
        for name in try listFolder(path).sorted()
        where name.hasSuffix(".sql") && name != "schema.sql" {
            guard MigrationFile.isDated(name) else {
                throw .broken(Fault("a migration's name begins with its date, as 20261201-", name))
            }
            files.append(try file(name))
        }
        return files
    }

    /// The functions' files: `functions/<schema>/<name>.sql`.
    func functions() throws(Failure) -> [MigrationFile] {
        var files: [MigrationFile] = []
        for schema in try listFolder(path + "/functions").sorted() {
            for name in try listFolder("\(path)/functions/\(schema)").sorted()
            where name.hasSuffix(".sql") {
                files.append(try file("functions/\(schema)/\(name)"))
            }
        }
        return files
    }

    private func file(_ name: String) throws(Failure) -> MigrationFile {
        let bytes = try readFile(path + "/" + name)
        return MigrationFile(
            name: name,
            text: String(decoding: bytes, as: UTF8.self),
            checksum: hex(sha256(bytes))
        )
    }
}

/// A file of `Migrations/`, by its path from there.
struct MigrationFile {
    let name: String
    let text: String
    /// SHA-256 of the text, in hexadecimal.
    let checksum: String

    /// `20261201-engagements.sql` is; `0001_roles.sql` is not.
    static func isDated(_ name: String) -> Bool {
        let start = name.utf8.prefix(9)
        return start.count == 9 && start.last == UInt8(ascii: "-")
            && start.dropLast().allSatisfy { (0x30...0x39).contains($0) }
    }

    static func isFunction(_ name: String) -> Bool { name.hasPrefix("functions/") }

    /// The schema of a function's file, by its folder.
    var schema: String { part(1) }

    private func part(_ index: Int) -> String {
        let parts = name.split(separator: "/")
        return parts.indices.contains(index) ? String(parts[index]) : ""
    }

    /// Finds every function of the file's name in `pg_proc`.
    var condition: String {
        "pronamespace = (select oid from pg_namespace where nspname = \(literal(schema)))"
            + " and proname = \(literal(String(part(2).dropLast(".sql".count))))"
    }

    /// The role that owns what is in the schema.
    var role: String {
        "set local role " + (schema == "public" ? "vakka_owner" : "vakka_\(schema)")
    }

    /// The file, carried out as the role that owns its schema.
    var statements: String { "\(role);\n\(text)\n;reset role" }
}

/// Asks again and again whether the database answers and has all migrations, on a connection of its own.
///
/// Owned by one lane.
public final class Readiness {
    private let connection: Connection
    private let folder: MigrationFolder
    /// What this process was made for: files that change later belong to the next start.
    private var expected: [MigrationFile] = []

    /// `settings` is a libpq connection string for the role `vakka_app`; nothing connects yet.
    public init(_ settings: String, folder: String) {
        connection = Connection(settings)
        self.folder = MigrationFolder(path: folder)
    }

    /// Names of files that the database lacks or has in another text, functions included.
    ///
    /// Refused with 503 when it does not answer in time.
    public func missing() throws(Failure) -> [String] {
        if expected.isEmpty { expected = try folder.dated() + folder.functions() }
        connection.startClock()
        try connection.open()
        try connection.queue(appliedMigrations, [])
        guard let rows = try connection.collect().last else {
            throw .broken(Fault("an answer is missing", "migrations"))
        }
        let applied = Set(
            try rows.all { row throws(Failure) in
                "\(try row.text("name")) \(try row.text("checksum"))"
            }
        )
        return expected.filter { !applied.contains("\($0.name) \($0.checksum)") }.map(\.name)
    }
}

private let appliedMigrations: StaticString = "select name, checksum from public.migration"
