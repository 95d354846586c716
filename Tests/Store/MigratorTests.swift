import Base
import Foundation
import Store
import Support
import Testing

/// Databases brought from a folder of migrations of one's own.
@Suite struct `The migrator` {
    @Test func `brings a database once, and finds nothing missing afterwards`() throws {
        let attempt = try Attempt("whole")
        #expect(try attempt.migrate().count > 1)
        #expect(try attempt.migrate().isEmpty)
        #expect(try attempt.missing().isEmpty)
    }

    @Test func `refuses an applied file that was edited`() throws {
        let attempt = try Attempt("edited")
        try attempt.migrate()
        try attempt.append("\n-- More.\n", to: "20261126-1-roles.sql")
        #expect(try attempt.missing() == ["20261126-1-roles.sql"])
        attempt.isRefused("an applied migration has been edited")
    }

    @Test func `refuses a file that sorts before an applied one`() throws {
        let attempt = try Attempt("before")
        try attempt.write("20990102-later.sql", "create table public.later (id int)")
        try attempt.migrate()
        try attempt.write("20990101-sooner.sql", "create table public.sooner (id int)")
        attempt.isRefused("a migration sorts before an applied one")
        #expect(try attempt.ask("select to_regclass('public.sooner') is null") == "t")
    }

    @Test func `refuses a file without a date`() throws {
        let attempt = try Attempt("undated")
        try attempt.write("0098_old.sql", "select 1")
        attempt.isRefused("a migration's name begins with its date, as 20261201-")
    }

    @Test func `refuses a database that is newer or older than the folder`() throws {
        let attempt = try Attempt("ages")
        try attempt.migrate()
        try attempt.ask(
            "insert into public.migration (name, checksum) values ('20990101-new.sql', 'x')"
        )
        attempt.isRefused("the database is newer than this program")
        try attempt.ask("update public.migration set name = '0001_roles.sql' where checksum = 'x'")
        attempt.isRefused("the database is older than version 0.2.0")
    }

    @Test func `leaves nothing behind when a file fails`() throws {
        let attempt = try Attempt("failing")
        try attempt.migrate()
        try attempt.write("20990101-first.sql", "create table public.first (id int)")
        try attempt.write("20990102-second.sql", "create table public.second (id nonsense)")
        try attempt.write("functions/public/third.sql", Self.function("third", "'a'"))
        attempt.isRefused("a statement failed")
        #expect(
            try attempt.ask(
                "select to_regclass('public.first') is null and to_regproc('public.third') is null"
            ) == "t"
        )
    }

    @Test func `makes a function anew when its text changes`() throws {
        let attempt = try Attempt("function")
        try attempt.write("functions/public/word.sql", Self.function("word", "'first'"))
        try attempt.migrate()
        #expect(try attempt.ask("select public.word()") == "first")
        try attempt.write("functions/public/word.sql", Self.function("word", "'second'"))
        #expect(try attempt.missing() == ["functions/public/word.sql"])
        #expect(try attempt.migrate() == ["1 functions"])
        #expect(try attempt.ask("select public.word()") == "second")
        #expect(try attempt.missing().isEmpty)
    }

    @Test func `gives a function to its schema's owner and to nobody but those of its file`() throws
    {
        let attempt = try Attempt("owned")
        let text = Self.function("word", "'a'")
        let grant = "grant execute on function public.word() to vakka_app;"
        try attempt.write("functions/public/word.sql", text + grant)
        try attempt.migrate()
        let rights =
            "select proowner::regrole || ' ' || proacl::text from pg_proc where proname = 'word'"
        #expect(
            try attempt.ask(rights)
                == "vakka_owner {vakka_owner=X/vakka_owner,vakka_app=X/vakka_owner}"
        )
        // A policy holds it now, so that it cannot be dropped and made again.
        try attempt.ask(
            "create table public.held (a text check (a <> public.word())); grant execute on function public.word() to public"
        )
        try attempt.write("functions/public/word.sql", text)
        try attempt.migrate()
        #expect(try attempt.ask(rights) == "vakka_owner {vakka_owner=X/vakka_owner}")
    }

    @Test func `drops a function whose file is gone or has other parameters`() throws {
        let attempt = try Attempt("dropped")
        try attempt.write("functions/public/word.sql", Self.function("word", "'a'"))
        try attempt.write("functions/public/other.sql", Self.function("other", "'b'"))
        try attempt.migrate()
        try attempt.write(
            "functions/public/word.sql",
            "create or replace function public.word(more integer) returns text language sql as $$ select 'c' $$;"
        )
        try attempt.remove("functions/public/other.sql")
        #expect(try attempt.migrate() == ["2 functions"])
        let names =
            "select string_agg(oid::regprocedure::text, ' ') from pg_proc where proname in ('word', 'other')"
        #expect(try attempt.ask(names) == "word(integer)")
    }

    @Test func `takes a held function away once a dated file lets it go`() throws {
        let attempt = try Attempt("held")
        try attempt.write("functions/public/word.sql", Self.function("word", "'a'"))
        try attempt.write(
            "20990101-held.sql",
            "create table public.held (a text default public.word())"
        )
        try attempt.migrate()
        try attempt.write(
            "functions/public/word.sql",
            "create or replace function public.word(more integer) returns text language sql as $$ select 'c' $$;"
        )
        try attempt.write(
            "20990102-let-go.sql",
            "alter table public.held alter a set default public.word(1)"
        )
        try attempt.migrate()
        #expect(
            try attempt.ask(
                "select string_agg(oid::regprocedure::text, ' ') from pg_proc where proname = 'word'"
            )
                == "word(integer)"
        )
    }

    @Test func `lets functions and tables name each other in one go`() throws {
        let attempt = try Attempt("order")
        // The table's default needs the function, whose body needs the table, and a third gives back its rows.
        try attempt.write(
            "20990101-things.sql",
            "set role vakka_owner; create table public.thing (id integer default public.next_thing())"
        )
        try attempt.write(
            "functions/public/next_thing.sql",
            """
            create or replace function public.next_thing() returns integer language sql
              as $$ select count(*)::integer from public.a_things() $$;
            """
        )
        try attempt.write(
            "functions/public/a_things.sql",
            """
            create or replace function public.a_things() returns setof public.thing language sql
              as $$ select * from public.thing $$;
            """
        )
        try attempt.migrate()
        #expect(
            try attempt.ask("insert into public.thing default values; select id from public.thing")
                == "0"
        )
    }

    @Test func `refuses a function whose body does not hold`() throws {
        let attempt = try Attempt("body")
        try attempt.write("functions/public/word.sql", Self.function("word", "no_such_column"))
        attempt.isRefused("a statement failed")
    }

    private static func function(_ name: String, _ value: String) -> String {
        "create or replace function public.\(name)() returns text language sql as $$ select \(value) $$;\n"
    }
}

/// A copy of `Migrations/` and an empty database.
private struct Attempt {
    private let folder: String
    private let database: TestDatabase

    init(_ name: String) throws {
        database = try TestCluster.empty("migrator_\(name)")
        folder = TestCluster.scratch + "/migrations-\(name)"
        try FileManager.default.copyItem(atPath: TestCluster.root + "/Migrations", toPath: folder)
    }

    @discardableResult
    func migrate() throws(Failure) -> [String] {
        try Migrator(settings: database.owner, folder: folder).migrate()
    }

    func missing() throws(Failure) -> [String] {
        try Migrator.missing(settings: database.app, folder: folder)
    }

    /// The last statement's first cell.
    @discardableResult
    func ask(_ sql: String) throws(Failure) -> String {
        try database.psql(sql).first?.first ?? ""
    }

    func write(_ file: String, _ text: String) throws {
        try text.write(toFile: folder + "/" + file, atomically: true, encoding: .utf8)
    }

    func append(_ text: String, to file: String) throws {
        try write(file, try String(contentsOfFile: folder + "/" + file, encoding: .utf8) + text)
    }

    func remove(_ file: String) throws {
        try FileManager.default.removeItem(atPath: folder + "/" + file)
    }

    func isRefused(_ reason: String) {
        do {
            let applied = try migrate()
            Issue.record("applied \(applied)")
        } catch .broken(let fault) {
            #expect(fault.what == reason, "\(fault)")
        } catch {
            Issue.record("\(error)")
        }
    }
}
