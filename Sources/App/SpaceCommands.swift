import Access
import Audit
import Base
import Crypto
import Glibc
import Composition
import Routing
import Store
import Terms
import Wording

let spaceCommand = Command(
    name: "space",
    summary: "creates, lists, suspends and resumes spaces",
    usage: """
          vakka space create SLUG --kind association|partner|provider|employer --name NAME
              [--name-sv NAME] [--name-en NAME] [--business-id 1234567-1] [--coordinator ADDRESS --coordinator-name NAME]
          vakka space list
          vakka space suspend SLUG
          vakka space resume SLUG
        """,
    valued: [
        "kind", "name", "name-sv", "name-en", "business-id", "coordinator", "coordinator-name",
    ],
    flags: []
) { options throws(Failure) in
    try withOperator(options) { (desk) throws(Failure) in
        switch options.words.first {
        case "create": try desk.makeSpace(options)
        case "list": try desk.listSpaces()
        case "suspend": try desk.setState(options, "suspended", .spaceSuspended)
        case "resume": try desk.setState(options, "active", .spaceResumed)
        default: throw .broken(Fault("say create, list, suspend or resume", "vakka space --help"))
        }
    }
}

let memberCommand = Command(
    name: "member",
    summary: "invites, lists and ends members of a space",
    usage: """
          vakka member invite --space SLUG --role ROLE [--role ROLE] --address ADDRESS --name NAME [--language fi|sv|en]
          vakka member list --space SLUG
          vakka member end --space SLUG --address ADDRESS
        """,
    valued: ["space", "role", "address", "name", "language"],
    flags: []
) { options throws(Failure) in
    try withOperator(options) { (desk) throws(Failure) in
        switch options.words.first {
        case "invite": try desk.invite(options)
        case "list": try desk.listMembers(try options.need("space"))
        case "end": try desk.endMember(options)
        default: throw .broken(Fault("say invite, list or end", "vakka member --help"))
        }
    }
}

/// What the operator does from the command line, as the role that serves: every change stands in the space's log.
struct OperatorDesk {
    let database: Database
    let gate: Gate
    let catalogue: Catalogue
    let origin: String
    /// First parts of addresses that are the program's own.
    let reserved: Set<String>

    private var actor: Actor { Actor(name: "vakka", isOperator: true) }

    func makeSpace(_ options: Options) throws(Failure) {
        guard options.words.count == 2 else { throw .broken(Fault("name one slug")) }
        let slug = options.words[1]
        let words = catalogue.words(.english, at: Clock.real.now)
        guard isSlug(slug) else {
            throw .broken(Fault("no slug for a space", words("operator.problem.slug")))
        }
        guard !reserved.contains(slug) else {
            throw .broken(Fault("no slug for a space", words("operator.problem.reserved")))
        }
        guard let kind = SpaceKind(rawValue: try options.need("kind")) else {
            throw .broken(Fault("--kind is association, partner, provider or employer"))
        }
        let typedID = options.value("business-id")
        let business = typedID.flatMap { BusinessID($0)?.text }
        guard business != nil || typedID == nil else {
            throw .broken(Fault("the business id's check figure does not hold", typedID ?? ""))
        }
        let name = try options.need("name")
        let space = ID<Space>()
        let permit = try gate.ask(actor, for: .spaceManage)
        try database.account(permit) { (db) throws(Failure) in
            try db.run(
                .makeSpace,
                space,
                slug,
                kind.rawValue,
                "active",
                business,
                name,
                options.value("name-sv") ?? name,
                options.value("name-en") ?? name,
                "fi"
            )
            return AccountAudited(
                (),
                Entry(.spaceMade, of: Object(space, slug)),
                in: [LoggedPlace(space)]
            )
        }
        say("made the space \(slug)")
        if let address = options.value("coordinator") {
            let known = SpaceLine(
                id: space,
                slug: slug,
                kind: kind.rawValue,
                state: "active",
                name: name
            )
            try invite(
                known,
                [.coordinator],
                address,
                options.value("coordinator-name") ?? address,
                .finnish
            )
        }
    }

    func listSpaces() throws(Failure) {
        for space in try allSpaces() {
            print(
                "\(padded(space.slug, 28)) \(padded(space.kind, 12)) \(padded(space.state, 10)) \(space.name)"
            )
        }
    }

    func setState(_ options: Options, _ state: String, _ action: Action) throws(Failure) {
        guard options.words.count == 2 else { throw .broken(Fault("name one slug")) }
        let space = try find(options.words[1])
        let permit = try gate.ask(actor, for: .spaceManage)
        try database.account(permit) { (db) throws(Failure) in
            let changed = try db.one(.setSpaceState, space.id, state)
            guard changed > 0 else { throw .broken(Fault("the space is so already", space.slug)) }
            return AccountAudited(
                (),
                Entry(action, of: Object(space.id, space.slug)),
                in: [LoggedPlace(space.id)]
            )
        }
        say("\(space.slug): \(state)")
    }

    func invite(_ options: Options) throws(Failure) {
        let space = try find(try options.need("space"))
        let roles = options.all("role").compactMap(Role.init(rawValue:))
        guard !roles.isEmpty, roles.count == options.all("role").count else {
            let names = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw .broken(Fault("--role is one of", names))
        }
        let language = Language(rawValue: options.value("language") ?? "fi") ?? .finnish
        try invite(space, roles, try options.need("address"), try options.need("name"), language)
    }

    func listMembers(_ slug: String) throws(Failure) {
        let space = try find(slug)
        let members = try database.read(try permit(in: space.id, .memberRead)) {
            (db) throws(Failure) in
            try db.all(.memberLines)
        }
        for member in members {
            print("\(padded(member.email, 36)) \(padded(member.roles, 28)) \(member.name)")
        }
    }

    func endMember(_ options: Options) throws(Failure) {
        let space = try find(try options.need("space"))
        let address = try checked(try options.need("address"))
        try database.write(try permit(in: space.id, .memberChange)) { (db) throws(Failure) in
            guard let member = try db.all(.memberLines).first(where: { $0.email == address }) else {
                throw .broken(Fault("no such member", address))
            }
            try db.run(.endMembership, member.id)
            return Audited((), Entry(.memberEnded, of: Object(member.id, member.name)))
        }
        say("ended \(address) in \(space.slug)")
    }

    private func invite(
        _ space: SpaceLine,
        _ roles: [Role],
        _ address: String,
        _ name: String,
        _ language: Language
    ) throws(Failure) {
        let address = try checked(address)
        let token = try Token()
        let mail = invitationMail(
            to: address,
            name: name,
            space: (space.name, space.slug),
            roles: roles,
            token: token.text,
            origin: origin,
            catalogue.words(language, at: Clock.real.now)
        )
        let invitation = ID<Submission>()
        try database.account(try gate.ask(actor, for: .spaceManage)) { (db) throws(Failure) in
            try db.run(
                .makeInvitation,
                space.id,
                invitation,
                address,
                name,
                roles.map(\.rawValue),
                nil as Day?,
                language,
                Bytes(token.hash),
                Limits.invitationDays
            )
            try db.mail(mail)
            return AccountAudited(
                (),
                Entry(.memberInvited, of: Object(invitation, name)),
                in: [LoggedPlace(space.id)]
            )
        }
        say(
            "invited \(address) to \(space.slug) as \(roles.map(\.rawValue).joined(separator: ", "))"
        )
    }

    /// An address as it is kept.
    private func checked(_ typed: String) throws(Failure) -> String {
        guard let address = EmailAddress(typed) else {
            throw .broken(Fault("no address of mail", typed))
        }
        return address.text
    }

    private func find(_ slug: String) throws(Failure) -> SpaceLine {
        guard let space = try allSpaces().first(where: { $0.slug == slug }) else {
            throw .broken(Fault("no such space", slug))
        }
        return space
    }

    private func allSpaces() throws(Failure) -> [SpaceLine] {
        let permit = try gate.ask(actor, for: .spaceManage)
        let spaces = try database.readAccount(permit) { (db) throws(Failure) in try db.all(.spaces)
        }
        try database.end()
        return spaces
    }

    /// The operator at a space's own table, as far as the command line goes: members and the log.
    func permit(in space: ID<Space>, _ permission: Permission) throws(Failure) -> Permit {
        let roles: Set<Role> = permission == .logExport ? [.auditor] : [.coordinator]
        return try gate.ask(
            Actor(space: space, roles: roles, name: "vakka", isOperator: true),
            for: permission
        )
    }

    func exportLog(_ slug: String) throws(Failure) {
        let space = slug == "vakka" ? ID<Space>.installation : try find(slug).id
        let lines = try database.write(try permit(in: space, .logExport)) {
            (db) throws(Failure) in
            let lines = try db.all(.logLines)
            return Audited(lines, Entry(.logExported, count: lines.count))
        }
        for line in lines { print(line) }
    }
}

/// Runs with the database up, as the operator.
func withOperator(_ options: Options, _ body: (OperatorDesk) throws(Failure) -> Void)
    throws(Failure)
{
    let configuration = try Configuration(options)
    try withDatabase(configuration) { () throws(Failure) in
        try migrate(configuration)
        let desk = OperatorDesk(
            database: Database(try configuration.settings(role: "vakka_app")),
            gate: Gate(table: try .embedded()),
            catalogue: try Catalogue.load(folder: configuration.root + "/Web/wording"),
            origin: configuration.origin,
            reserved: try Router(features.flatMap(\.routes)).reserved
        )
        do throws(Failure) {
            try body(desk)
        } catch .refused(.conflict(let why)) {
            // The database's own rules, in the words of the pages.
            throw .broken(
                Fault("refused", desk.catalogue.words(.english, at: Clock.real.now).dynamic(why))
            )
        } catch {
            throw error
        }
    }
}
