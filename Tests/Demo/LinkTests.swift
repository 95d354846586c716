import Access
import Base
import Crypto
import Demo
import HTTP
import Scenes
import Support
import Testing

/// The demo, walked through by everybody in it.
@Suite struct `Every link of the demo` {
    /// Somebody who is signed in, and the kind of space in which they have a role.
    struct Reader {
        let name: String
        let kind: String
        let role: String
        let token: String?
        let first: [String]
    }

    private static let loaded = Result {
        let database = try TestCluster.database("links")
        try Demo.load(ground(database))
        return database
    }

    /// What stands in the rows of one end of a partnership is on no page and in no file of the other: there stands what letters
    /// have brought, in rows of its own.
    @Test(arguments: [SpaceKind.association, .partner])
    func `keeps every text of one end from the other`(_ here: SpaceKind) throws {
        let database = try Self.loaded.get()
        let house = try house(on: database.copy("links_ends"))
        let columns = try house.database.psql(
            """
            select distinct c.relname, a.attname from pg_constraint k join pg_class c on c.oid = k.conrelid
              join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
              join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
             where k.contype = 'c' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attgenerated = ''
               and pg_get_constraintdef(k.oid) ~ 'is_visible_(line|text)' and a.atttypid = 'text'::regtype
             order by 1, 2
            """
        )
        #expect(columns.count > 60, "\(columns.count)")
        for column in columns {
            try house.database.psql(
                """
                set session_replication_role = replica;
                update \(column[0]) set \(column[1]) = 'Kanaria' || substr(md5(ctid::text), 1, 6)
                 where \(column[1]) <> '' and tenant_id in (select id from space where kind = '\(here.rawValue)')
                """
            )
        }
        let there: SpaceKind = here == .association ? .partner : .association
        var opened = 0
        for reader in try readers(of: house.database) where reader.kind == there.rawValue {
            let crawl = try Crawl(
                house,
                token: reader.token,
                from: reader.first,
                lookingFor: "Kanaria"
            )
            #expect(crawl.dead.isEmpty, "\(reader.name): \(crawl.dead)")
            let slug = reader.first.last ?? ""
            let telling = crawl.telling.filter { $0.hasPrefix("\(slug)/") }
            #expect(telling.isEmpty, "\(reader.name): \(telling)")
            opened += crawl.opened.filter { $0.hasPrefix("\(slug)/") }.count
        }
        #expect(opened > 100, "\(opened)")
        // Whoever is at home there reads it: the word is where it was written.
        let home = try readers(of: house.database).first {
            $0.kind == here.rawValue && $0.role == "coordinator"
        }
        let first = try #require(home)
        let own = try Crawl(house, token: first.token, from: first.first, lookingFor: "Kanaria")
        #expect(own.telling.count > 20, "\(own.telling.count)")
    }

    @Test func `leads each of its readers to a page, and every form to an answer`() throws {
        let database = try Self.loaded.get()
        let readers = try readers(of: database)
        let house = try house(on: database.copy("links_read"))
        var counts: [String: Int] = [:]
        var (sent, gone) = (Set<String>(), Set<String>())
        for reader in readers {
            let crawl = try Crawl(house, token: reader.token, from: reader.first)
            #expect(crawl.dead.isEmpty, "\(reader.name): \(crawl.dead.joined(separator: "\n"))")
            // What somebody does, the next one meets undone.
            let own = try self.house(on: database.copy("links_sent"))
            for (page, form) in crawl.forms.sorted(by: { ends($0.form) < ends($1.form) }) {
                let kind = Crawl.like(form.action)
                if try send(form, on: page, reader, own) {
                    sent.insert(kind)
                } else {
                    gone.insert(kind)
                }
            }
            counts["\(reader.kind) \(reader.role)", default: 0] += crawl.opened.count
            let broken = try promisesBroken(house, reader)
            #expect(broken.isEmpty, "\(reader.name): \(broken.joined(separator: "\n"))")
        }
        #expect(gone.isSubset(of: sent), "\(gone.subtracting(sent))")
        // Each role that the demo signs in, in each kind of space that it stands in, has pages of its own.
        let few = counts.filter { $0.value < 10 }
        #expect(few.isEmpty, "\(few)")
        #expect(Set(counts.keys).isSuperset(of: everyRole), "\(counts.keys.sorted())")
    }

    private func house(on database: TestDatabase) throws -> TestHouse {
        try TestHouse("links", isDemo: true, mailFolder: TestCluster.scratch, on: database)
    }

    /// How late a form is sent: what ends something takes other forms away, and signing out takes all.
    private func ends(_ form: PageForm) -> Int {
        // An enquiry that is closed, or a partner's, is proposed no space.
        if form.action.contains("/enquiries/"), form.action.hasSuffix("/state") { return 1 }
        // What one end proposes is answered while it goes on.
        if form.action.contains("/engagement-changes/") { return 0 }
        let last = [
            "done", "no-show", "decision", "release/withdrawal", "closing", "withdrawal", "refusal",
            "cancellation",
            "selection/act",
            "ending", "sessions", "sign-out",
        ]
        return last.firstIndex { form.action.contains("/\($0)") }.map { $0 + 1 } ?? 0
    }

    /// Sends a form as its page shows it now; false when an act before has taken it away.
    private func send(
        _ form: PageForm,
        on path: String,
        _ reader: Reader,
        _ house: TestHouse
    ) throws -> Bool {
        var tab = Tab(house, token: reader.token)
        let here = PageForm.all(in: try tab.get(path).text)
        guard
            let now = here.first(where: { $0.action == form.action && $0.names == form.names })
        else { return false }
        let faults = house.faults.all.count
        let answer = try tab.post(now.action, FormFiller().filled(now))
        let why = house.faults.all.dropFirst(faults).joined(separator: "; ")
        #expect(
            [200, 303, 409, 422].contains(answer.status),
            "\(reader.name): \(answer.status) \(now.action) on \(path) \(why)"
        )
        if answer.status == 303 {
            let next = try tab.get(answer.location)
            #expect(next.status < 400, "\(reader.name): \(next.status) \(answer.location)")
        }
        return true
    }

    private let everyRole: Set = [
        "association coordinator", "association expert", "association auditor",
        "partner coordinator", "partner auditor", "provider coordinator", "provider trainer",
        "provider expert", "provider auditor", "employer coordinator", "employer consent-giver",
        "employer auditor", "installation operator", "outside nobody",
    ]

    /// Two of each role in each kind of space, the operator, and somebody who has not signed in.
    private func readers(of database: TestDatabase) throws -> [Reader] {
        let members = try database.psql(
            """
            select slug, kind, role, account_id, email from (
              select s.slug, s.kind, r.role, m.account_id, m.email,
                     row_number() over (partition by s.kind, r.role order by s.slug, m.email) as place
                from membership m
                join membership_role r on r.tenant_id = m.tenant_id and r.membership_id = m.id
                join space s on s.id = m.tenant_id) readers
             where place <= 2 order by 1, 3
            """
        )
        var readers = try members.map { row in
            Reader(
                name: row[4],
                kind: row[1],
                role: row[2],
                token: try signIn(row[3], database),
                first: ["/", "/\(row[0])"]
            )
        }
        let operators = try database.psql("select id from accounts.account where is_operator")
        for account in operators.compactMap(\.first) {
            readers.append(
                Reader(
                    name: "operator",
                    kind: "installation",
                    role: "operator",
                    token: try signIn(account, database),
                    first: ["/"]
                )
            )
        }
        readers.append(
            Reader(name: "nobody", kind: "outside", role: "nobody", token: nil, first: ["/"])
        )
        return readers
    }

    /// The lines of a reader's Today that lead to a list of another number of rows than they say.
    private func promisesBroken(_ house: TestHouse, _ reader: Reader) throws -> [String] {
        guard let token = reader.token, let space = reader.first.last, space != "/" else {
            return []
        }
        func look(_ path: String) throws -> Page {
            try house.ask(
                Request(.get, path, fields: ["host": "localhost", "cookie": "vakka=\(token)"])
            )
        }
        let lines = try look("\(space)/today").text.matches(
            of:
                #/<li><span class="what" id="task-\d+">((?:(?!</li>).)*?)</span>(?:(?!</li>).)*href="([^"]*)"/#
        )
        // Who answers is not what waits for an answer, and what leads to one thing's page counts no rows.
        let counting = lines.filter {
            !$0.2.contains("/members") && !$0.2.contains(#/\/[0-9a-f]{8}-[0-9a-f-]{27}/#)
        }
        return try counting.compactMap { line in
            let list = try look(String(line.2).replacing("&amp;", with: "&")).text
            guard let rows = list.firstMatch(of: #/<table class="list">.*?<tbody>(.*?)</tbody>/#)?.1
            else { return nil }
            let shown = rows.matches(of: #/<tr[ >]/#).count
            let said = line.1.firstMatch(of: #/\d+/#).flatMap { Int($0.0) } ?? 1
            return shown == said ? nil : "\(line.1): \(said), \(line.2): \(shown)"
        }
    }

    /// The token of a session that has just begun.
    private func signIn(_ account: String, _ database: TestDatabase) throws -> String {
        let token = try Token()
        try database.psql(
            """
            insert into accounts.session (id, account_id, token_hash, strength, agent, address)
            values ('\(ID<Session>())', '\(account)', '\\x\(hex(token.hash))', 'password', 'test', '127.0.0.1')
            """
        )
        return token.text
    }
}
