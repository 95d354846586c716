import Access
public import Base
import Crypto
import Routing
import Store
public import Terms

/// Spaces of every kind, each with every role that its kind knows, with rows behind every door.
///
/// Every text is a canary: a word that tells the world, and that nobody outside of it may ever see.
public struct World: Sendable {
    /// A row with an id that a path can name.
    public struct Key: Sendable {
        /// The id, as it stands in paths.
        public let id: String
        /// The accounts within whose reach the row is, when they reach what is their own or of their courses.
        public let owners: Set<ID<Account>>
        /// A text that stands on pages about this row, and about no row of anybody else; nil where there is none.
        public let mark: String?

        init(_ id: String, of owners: Set<ID<Account>> = [], mark: String? = nil) {
            self.id = id
            self.owners = owners
            self.mark = mark
        }
    }

    /// What the world is called; part of its slugs and canaries.
    public let name: String
    /// The text that stands in every field of this world.
    public let canary: String
    /// A space of each kind.
    public let spaces: [SpaceKind: TestSpace]
    /// Who is at home in the spaces: one member for each role, and a second one where the role has rows of its own.
    public let members: [Caller]
    /// Somebody with an account and a password, and no place in any space.
    public let nobody: Guest
    /// Who looks after all spaces.
    public let operatorGuest: Guest
    /// Fills the forms of this world so that they hold.
    public let filler: FormFiller
    /// Rows of the spaces by the segment that stands before their id in paths.
    public let keys: [SpaceKind: [String: [Key]]]
    /// Rows that belong to no space.
    public let keysOutside: [String: [Key]]

    /// The space of a kind.
    public func space(_ kind: SpaceKind) -> TestSpace {
        guard let space = spaces[kind] else { preconditionFailure("a world has every kind") }
        return space
    }

    /// Rows that can stand after a segment of a path, in a kind of space; nil for paths outside the spaces.
    public func keys(after segment: String, in kind: SpaceKind?) -> [Key] {
        kind.flatMap { keys[$0]?[segment] } ?? keysOutside[segment] ?? []
    }

    /// The first id that can stand after a segment of a path, in any kind of space.
    public func anyID(after segment: String) -> String? {
        let key = SpaceKind.allCases.lazy.compactMap { self.keys[$0]?[segment]?.first }.first
        return (key ?? keysOutside[segment]?.first)?.id
    }

    /// Everybody who may ask: the members, somebody unknown at each space, somebody without a space, and the operator.
    public var callers: [Caller] {
        let outsiders = SpaceKind.allCases.map { kind in
            Caller(
                name: "unknown in \(kind.rawValue)",
                slug: space(kind).slug,
                kind: kind,
                role: nil,
                guest: nil,
                actor: Actor()
            )
        }
        return members + outsiders + [
            caller("without a space", nobody, Actor(account: nobody.account)),
            caller(
                "operator",
                operatorGuest,
                Actor(account: operatorGuest.account, isOperator: true)
            ),
        ]
    }

    private func caller(_ name: String, _ guest: Guest, _ actor: Actor) -> Caller {
        let kind = SpaceKind.provider
        return Caller(
            name: name,
            slug: space(kind).slug,
            kind: kind,
            role: nil,
            guest: guest,
            actor: actor
        )
    }

    /// The number that stands in every field for a telephone's, where no letter can.
    public var phone: Phone { World.phone(canary) }

    /// Whether a text holds anything of this world.
    public func isTold(in text: String) -> Bool {
        text.contains(canary) || text.contains(phone.number) || text.contains(phone.shown)
    }

    static func phone(_ canary: String) -> Phone {
        let mark = canary.utf8.reduce(0) { ($0 * 31 + Int($1)) % 9_000_000 } + 1_000_000
        guard let phone = Phone("+35844\(mark)") else { preconditionFailure("no number: \(mark)") }
        return phone
    }
}

/// A world that is being made.
struct WorldDraft {
    let name: String
    let canary: String
    /// The rows that stand by themselves.
    var script = ""
    /// What the employer was asked, and whether it has answered.
    var asks: [(id: String, isAnswered: Bool)] = []
    /// Places on courses, which stand on the answers.
    var places = ""
    var spaces: [SpaceKind: TestSpace] = [:]
    var members: [Caller] = []
    var keys: [SpaceKind: [String: [World.Key]]] = [:]
    var keysOutside: [String: [World.Key]] = [:]
    var filler = FormFiller()
    /// The association's experts with boundaries: two with accounts, one without.
    var experts: [ID<Person>] = []

    func space(_ kind: SpaceKind) -> String { spaces[kind]?.id.text ?? "" }

    /// The member with a role: the first, or the second where there are two.
    func member(_ kind: SpaceKind, _ role: Role, _ number: Int = 0) -> Guest? {
        members.filter { $0.kind == kind && $0.role == role }.dropFirst(number).first?.guest
    }

    mutating func add(_ key: World.Key, after segment: String, in kind: SpaceKind) {
        keys[kind, default: [:]][segment, default: []].append(key)
    }

    // MARK: Spaces

    mutating func addSpace(
        _ kind: SpaceKind,
        businessID: String?,
        state: String = "active"
    ) -> TestSpace {
        let slug = "\(name)-\(state == "active" ? kind.rawValue : state)"
        let space = TestSpace(id: ID<Space>(), slug: slug)
        // The employer's own address: who holds its link may answer.
        let contact = kind == .employer ? "antaja" : "yhteys"
        script += """
            insert into space (id, slug, kind, state, business_id, name_fi, name_sv, name_en, contact_email, contact_phone, logo_text)
            values ('\(space.id)', '\(slug)', '\(kind.rawValue)', '\(state)', \(businessID.map { "'\($0)'" } ?? "null"),
              '\(canary)nimi', '\(canary)namn', '\(canary)name', '\(contact)@\(canary).example', '\(World.phone(canary).number)',
              '\(canary)');

            """
        keysOutside["spaces", default: []].append(World.Key(space.id.text))
        return space
    }

    /// Rows that every kind of space has: the register, the members, an invitation, notes.
    mutating func fill(_ kind: SpaceKind, roles: [Role]) throws(Failure) {
        let marks = ["ykkönen", "kakkonen", "kolmonen", "nelonen"].map { canary + $0 }
        let people = marks.map { _ in ID<Person>() }
        for (person, mark) in zip(people, marks) {
            script += """
                insert into person (tenant_id, id, given_name, family_name, kind, email, phone, municipality)
                values ('\(space(kind))', '\(person)', '\(mark)', '\(mark)', 'participant', '\(ascii(mark))@\(canary).example',
                  '\(World.phone(canary).number)', '\(canary)kunta');

                """
        }
        for role in roles {
            let isOwner = role == .expert || role == .trainer
            for number in 0..<(isOwner ? 2 : 1) {
                let person = role == .expert ? people[number] : nil
                let guest = try addMember(kind, role, number, person: person)
                add(World.Key(guest.membership.text), after: "members", in: kind)
                addView(kind, of: guest)
                addUndo(kind, of: guest)
            }
        }
        for (index, person) in people.enumerated() {
            let expert = index < 2 ? member(kind, .expert, index)?.account : nil
            // The trainers' own people: two of the first one's course, one of the second one's.
            let trainer = index == 2 ? nil : member(kind, .trainer, index == 3 ? 1 : 0)?.account
            let owners = Set([expert, trainer].compactMap { $0 })
            add(World.Key(person.text, of: owners, mark: marks[index]), after: "people", in: kind)
        }
        let token = try Token()
        let invitation = ID<World>().text
        // Notes have two authors, who are members.
        let authors = members.filter { $0.kind == kind }.compactMap { $0.guest?.membership.text }
        script += """
            insert into invitation (tenant_id, id, email, name, roles, token_hash, expires_at)
              values ('\(space(kind))', '\(invitation)', 'kutsuttu@\(kind.rawValue).\(canary).example', '\(canary)kutsuttu',
                '{coordinator}', '\\x\(hex(token.hash))', moment() + interval '7 days');
            insert into person_note (tenant_id, id, person_id, author_id, author_name, readers, body)
              select p.tenant_id, gen_random_uuid(), p.id, m.id, m.name, r.readers, p.given_name || 'note'
                from person p
                join (values ('coordinators', '\(authors.first ?? "")'), ('staff', '\(authors.last ?? "")'),
                       ('person', '\(authors.first ?? "")')) r(readers, author) on true
                join membership m on m.tenant_id = p.tenant_id and m.id = r.author::uuid
               where p.tenant_id = '\(space(kind))';

            """
        add(World.Key(invitation), after: "invitations", in: kind)
        if kind == .association { addProfiles(people) }
        if kind == .provider || kind == .association { addFeedback(kind) }
        if kind == .association { addEnquiries() }
        if kind == .provider || kind == .association { addStories(kind, people) }
        if kind == .association || kind == .partner { addActivities(kind, people) }
        if let slug = spaces[kind]?.slug { filler.tokens["/\(slug)/invitation"] = token.text }
        if kind == .provider { fillTwice(kind, people[2]) }
    }

    /// Two entries more that may be the same person, and one that was joined to theirs.
    private mutating func fillTwice(_ kind: SpaceKind, _ kept: ID<Person>) {
        let gone = ID<Person>()
        script += """
            insert into person (tenant_id, id, given_name, family_name, kind, phone)
              select p.tenant_id, gen_random_uuid(), n, n, 'contact', p.phone
                from person p, unnest(array[upper(p.given_name), initcap(p.given_name)]) n
               where p.tenant_id = '\(space(kind))' and p.id = '\(kept)';
            insert into person_join (tenant_id, id, person_id, gone, gone_name, entry, moved, contacts)
              select tenant_id, gen_random_uuid(), id, '\(gone)', '\(canary)liitetty',
                  to_jsonb(p) || jsonb_build_object('id', '\(gone)', 'given_name', '\(canary)liitetty'), '{}', '{}'
                from person p where tenant_id = '\(space(kind))' and id = '\(kept)';

            """
    }

    /// Feedback on accessibility that waits for its answer, with an address that may still be proven.
    private mutating func addFeedback(_ kind: SpaceKind) {
        let feedback = ID<World>().text
        script += """
            insert into feedback (tenant_id, id, name, email, language, body)
              values ('\(space(kind))', '\(feedback)', '\(canary)palaute', 'palaute@\(canary).example', 'fi', '\(canary)teksti');
            insert into accounts.code (email, purpose, code_hash, browser_hash, expires_at)
              values ('palaute@\(canary).example', 'feedback', sha256('\(worldCode)'), sha256('feedback \(feedback)'),
                moment() + interval '1 day');

            """
        for segment in ["feedback", "accessibility"] {
            add(World.Key(feedback), after: segment, in: kind)
        }
    }

    /// A page on co-operation, an enquiry that waits for its answer, and one whose address may still be proven.
    private mutating func addEnquiries() {
        let (asked, unproven) = (ID<World>().text, ID<World>().text)
        let (answered, proposed) = (ID<World>().text, ID<World>().text)
        let request = ID<World>().text
        let association = space(.association)
        script += """
            insert into public_text (tenant_id, topic, text_fi, text_sv, text_en, readers)
              values ('\(association)', 'co-operation', 'Tervetuloa', 'Välkommen', 'Welcome', 'anybody');
            insert into enquiry (tenant_id, id, organisation, name, email, phone, language, sent_at)
              select '\(association)', id, '\(canary)järjestö', '\(canary)kysyjä', mail || '@\(canary).example',
                  '+358401230000', 'fi', moment() + interval '1 day'
                from (values ('\(asked)'::uuid, 'kysyja'), ('\(unproven)', 'todistamaton'), ('\(answered)', 'vastattu'),
                  ('\(proposed)', 'ehdotettu')) x (id, mail);
            insert into enquiry_answer (tenant_id, enquiry_id, question, body)
              select tenant_id, id, q, '\(canary)toive' from enquiry, unnest(array['wish', 'use']) q
               where tenant_id = '\(association)';
            update enquiry set state = 'new' where id = '\(asked)';
            set local session_replication_role = replica;
            update enquiry set state = 'answered', answer = '\(canary)vastaus', answered_at = moment(),
                answered_by = (select m.id from membership m where m.tenant_id = '\(association)' order by m.id limit 1)
              where id in ('\(answered)', '\(proposed)');
            set local session_replication_role = origin;
            insert into accounts.space_request (id, space_id, enquiry_id, organisation, business_id, fee_payer, terms)
              values ('\(request)', '\(association)', '\(proposed)', 'Pyydetty tila', '1234567-1', 'partner', '\(canary)ehdot');
            insert into accounts.code (email, purpose, code_hash, browser_hash, expires_at)
              values ('todistamaton@\(canary).example', 'enquiries', sha256('\(worldCode)'),
                sha256('enquiries \(unproven)'), moment() + interval '1 day');

            """
        for id in [asked, answered, proposed] {
            add(World.Key(id), after: "enquiries", in: .association)
        }
        keysOutside["requests"] = [World.Key(request)]
        add(World.Key(unproven), after: "co-operation", in: .association)
    }

    /// A view of a list, of one member alone.
    private mutating func addView(_ kind: SpaceKind, of guest: Guest) {
        let view = ID<World>().text
        script += """
            insert into saved_view (tenant_id, id, membership_id, list, name, query)
              values ('\(space(kind))', '\(view)', '\(guest.membership)', '/people', '\(canary)näkymä', 'order=name');

            """
        add(World.Key(view, of: [guest.account]), after: "views", in: kind)
    }

    /// Something that a member has just done and may take back, though nothing of it stands any more.
    private mutating func addUndo(_ kind: SpaceKind, of guest: Guest) {
        let undo = ID<World>().text
        script += """
            insert into undo (tenant_id, id, membership_id, act, path, rows, parts, before, after)
              select '\(space(kind))', '\(undo)', '\(guest.membership)', 'person.state', '/\(spaces[kind]?.slug ?? "")/people',
                array[id], '{0}', array[state], array[state] from person where tenant_id = '\(space(kind))' order by id limit 1;

            """
        add(World.Key(undo, of: [guest.account]), after: "undo", in: kind)
    }

    // MARK: Members

    private mutating func addMember(
        _ kind: SpaceKind,
        _ role: Role,
        _ number: Int,
        person: ID<Person>?
    ) throws(Failure) -> Guest {
        let name = "\(canary)\(role.rawValue)\(number)"
        let guest = try addAccount(name)
        let person = person.map { "'\($0)'" } ?? "null"
        script += """
            insert into membership (tenant_id, id, account_id, person_id, name, email)
              values ('\(space(kind))', '\(guest.membership)', '\(guest.account)', \(person), '\(name)', '\(guest.email)');
            insert into membership_role (tenant_id, membership_id, role)
              values ('\(space(kind))', '\(guest.membership)', '\(role.rawValue)');

            """
        guard let space = spaces[kind] else { return guest }
        members.append(
            Caller(
                name: "\(role.rawValue) of \(kind.rawValue)\(number == 0 ? "" : ", the other")",
                slug: space.slug,
                kind: kind,
                role: role,
                isOther: number > 0,
                guest: guest,
                actor: Actor(
                    space: space.id,
                    account: guest.account,
                    membership: guest.membership,
                    roles: [role]
                )
            )
        )
        return guest
    }

    /// An account with a running session, and no place yet.
    mutating func addAccount(_ name: String) throws(Failure) -> Guest {
        let token = try Token()
        let account = ID<Account>()
        let email = "\(account.text.suffix(12))@\(canary).example"
        script += """
            insert into accounts.account (id, email, name) values ('\(account)', '\(email)', '\(name)');
            insert into accounts.session (id, account_id, token_hash, strength, agent, address)
              values ('\(ID<Session>())', '\(account)', '\\x\(hex(token.hash))', 'password', 'test', '127.0.0.1');

            """
        return Guest(
            account: account,
            membership: ID<Membership>(),
            email: email,
            token: token.text
        )
    }

    /// Somebody with a password and a second session, and the operator.
    mutating func addOutsiders() throws(Failure) -> (nobody: Guest, operatorGuest: Guest) {
        let nobody = try addAccount("\(canary)nobody")
        let operatorGuest = try addAccount("\(canary)operator")
        let session = ID<Session>()
        filler.password = "\(canary)salasana"
        filler.address = nobody.email
        filler.code = worldCode
        script += """
            update accounts.account set password = '\(try Password.hash(filler.password))' where id = '\(nobody.account)';
            update accounts.account set is_operator = true where id = '\(operatorGuest.account)';
            insert into accounts.session (id, account_id, token_hash, strength, agent, address)
              values ('\(session)', '\(nobody.account)', sha256('\(session)'), 'password', 'test', '127.0.0.1');

            """
        keysOutside["sessions"] = [World.Key(session.text, of: [nobody.account])]
        return (nobody, operatorGuest)
    }

    /// A word as it can stand in an address of mail.
    private func ascii(_ word: String) -> String { word.replacing("ö", with: "o") }
}

extension TestHouse {
    /// Makes a world.
    ///
    /// `name` is part of its slugs and canaries: lower-case letters.
    public func world(_ name: String, businessID: String) throws(Failure) -> World {
        var draft = WorldDraft(name: name, canary: "kanaria\(name)")
        var roles: [SpaceKind: [Role]] = [:]
        for row in try database.psql("select kind, role from role_in_kind order by 1, 2") {
            guard let kind = SpaceKind(rawValue: row[0]), let role = Role(rawValue: row[1]) else {
                throw .broken(Fault("a role in a kind of space that nobody knows", "\(row)"))
            }
            roles[kind, default: []].append(role)
        }
        // Where most stands comes first: it is met first.
        let kinds = [.provider, .employer] + SpaceKind.allCases.filter { roles[$0] != nil }
        for kind in kinds where draft.spaces[kind] == nil {
            let number = kind == .employer ? businessID : nil
            draft.spaces[kind] = draft.addSpace(kind, businessID: number)
            try draft.fill(kind, roles: (roles[kind] ?? []).sorted())
        }
        _ = draft.addSpace(.association, businessID: nil, state: "suspended")
        draft.addPartnerships()
        let (nobody, operatorGuest) = try draft.addOutsiders()
        draft.addCourses()
        try make(draft)
        // The link of the request that waits stands in its mail, and nowhere else.
        let employer = draft.spaces[.employer]
        let mail = try mails(of: employer).last { $0.body.contains("/answer#") }?.body ?? ""
        guard let link = mail.split(separator: "#").last?.prefix(43), let slug = employer?.slug
        else {
            throw .broken(Fault("the request's mail has no link", mail))
        }
        draft.filler.tokens["/\(slug)/answer"] = String(link)
        for (kind, space) in draft.spaces {
            let events = try database.psql(
                "select id from log.event where tenant_id = '\(space.id)' order by id limit 1"
            )
            for row in events { draft.add(World.Key(row[0]), after: "log", in: kind) }
        }
        return World(
            name: name,
            canary: draft.canary,
            spaces: draft.spaces,
            members: draft.members,
            nobody: nobody,
            operatorGuest: operatorGuest,
            filler: draft.filler,
            keys: draft.keys,
            keysOutside: draft.keysOutside
        )
    }
}

/// The figures of a code that was mailed in a world.
private let worldCode = "12345678"
