import Base
import Crypto
import Store

/// What the loader has made, for what comes after to refer to.
struct Stage {
    let now: Instant
    let today: Day
    var dice = Dice(20261121)
    var spaces: [String: ID<Space>] = [:]
    var people: [String: [Somebody]] = [:]
    /// By `address@slug`: who signs in.
    var members: [String: Member] = [:]

    struct Somebody {
        let id: ID<Person>
        let given: String
        let family: String
        let email: String
        var name: String { "\(given) \(family)" }
    }

    struct Member {
        let account: ID<Account>
        let membership: ID<Membership>
        let person: ID<Person>?
        let name: String
        let role: String
    }

    init(now: Instant) {
        self.now = now
        today = now.inFinland.day
    }

    /// A moment of a day past, on the wall in Finland (winter time, which the demo's month is near enough).
    func moment(daysAgo: Int, hour: Int, minute: Int) -> Instant {
        let day = today.adding(days: -daysAgo)
        let midnight = Int64(day.sinceEpoch) * 86_400_000
        return Instant(
            milliseconds: midnight + Int64(hour - 2) * 3_600_000 + Int64(minute) * 60_000
        )
    }
}

/// Spaces, registers and sign-ins.
struct DemoSpaces {
    private let password: String

    init(password: String) throws(Failure) {
        self.password = try Password.hash(password)
    }

    mutating func load(_ organisation: Cast.Organisation, _ stage: inout Stage, _ settings: String)
        throws(Failure)
    {
        var script = Script()
        let space = ID<Space>(at: stage.moment(daysAgo: 90, hour: 9, minute: 0))
        stage.spaces[organisation.slug] = space
        let names = organisation.names
        script.add(
            "select public.space_make("
                + [
                    space.text, organisation.slug, organisation.kind, organisation.state,
                    organisation.businessID, names.fi, names.sv, names.en, "fi",
                ].map { quoted($0 as String?) }.joined(separator: ", ") + ")"
        )
        script.enter(space)
        script.add(
            "update public.space set contact_email = 'info@\(organisation.slug).demo', contact_phone = '+35813000\(100 + stage.spaces.count)' where id = '\(space)'"
        )
        register(organisation, space, &stage, &script)
        signIns(organisation, space, &stage, &script)
        try script.run(settings)
    }

    private func register(
        _ organisation: Cast.Organisation,
        _ space: ID<Space>,
        _ stage: inout Stage,
        _ script: inout Script
    ) {
        var rows: [[any Value]] = []
        var everybody: [Stage.Somebody] = []
        for signIn in organisation.signIns where signIn.role == "expert" {
            let parts = signIn.name.split(separator: " ").map(String.init)
            let email = "\(signIn.address)@\(organisation.slug).demo"
            let somebody = Stage.Somebody(id: ID(), given: parts[0], family: parts[1], email: email)
            everybody.append(somebody)
            let kind = organisation.kind == "provider" ? "participant" : "expert"
            rows.append(person(somebody, kind, "active", space, &stage))
        }
        for (kind, count) in organisation.people {
            for number in 0..<count {
                let given = Cast.givenNames[stage.dice.roll(Cast.givenNames.count)]
                let family = Cast.familyNames[stage.dice.roll(Cast.familyNames.count)]
                let email = "\(kind)\(number + 1)@\(organisation.slug).demo"
                let somebody = Stage.Somebody(id: ID(), given: given, family: family, email: email)
                everybody.append(somebody)
                let state = number % 13 == 12 ? "archived" : number % 9 == 8 ? "paused" : "active"
                rows.append(
                    person(somebody, kind, kind == "participant" ? "active" : state, space, &stage)
                )
            }
        }
        stage.people[organisation.slug] = everybody
        script.insert(
            "person",
            "tenant_id, id, given_name, family_name, email, phone, municipality, language, kind, state, created_at, changed_at",
            rows
        )
    }

    private func person(
        _ somebody: Stage.Somebody,
        _ kind: String,
        _ state: String,
        _ space: ID<Space>,
        _ stage: inout Stage
    ) -> [any Value] {
        let made = stage.moment(
            daysAgo: 31 + stage.dice.roll(55),
            hour: 9 + stage.dice.roll(6),
            minute: stage.dice.roll(60)
        )
        let language = stage.dice.roll(10) == 0 ? "sv" : "fi"
        let place = Cast.municipalities[stage.dice.roll(Cast.municipalities.count)]
        let phone = "+35850000\(1000 + stage.dice.roll(9000))"
        return [
            space, somebody.id, somebody.given, somebody.family,
            somebody.email, phone, place, language, kind, state, made, made,
        ]
    }

    private func signIns(
        _ organisation: Cast.Organisation,
        _ space: ID<Space>,
        _ stage: inout Stage,
        _ script: inout Script
    ) {
        for signIn in organisation.signIns {
            let email = "\(signIn.address)@\(organisation.slug).demo"
            let account = ID<Account>()
            let membership = ID<Membership>()
            let person = stage.people[organisation.slug]?.first { $0.email == email }?.id
            script.add(
                "select accounts.account_ensure('\(account)', \(quoted(email)), \(quoted(signIn.name)), 'fi')"
            )
            script.add("select accounts.password_set('\(account)', \(quoted(password)))")
            let made = stage.moment(daysAgo: 60, hour: 10, minute: 0)
            script.insert(
                "membership",
                "tenant_id, id, account_id, person_id, name, email, created_at",
                [[space, membership, account, person, signIn.name, email, made]]
            )
            script.insert(
                "membership_role",
                "tenant_id, membership_id, role, created_at",
                [[space, membership, signIn.role, made]]
            )
            stage.members["\(signIn.address)@\(organisation.slug)"] = Stage.Member(
                account: account,
                membership: membership,
                person: person,
                name: signIn.name,
                role: signIn.role
            )
        }
    }
}

extension DemoSpaces {
    /// The operator's account.
    ///
    /// Only the database's owner can make one: no function of the app does.
    func loadOperator(app: String, owner: String) throws(Failure) {
        var script = Script()
        let account = ID<Account>()
        script.add(
            "select accounts.account_ensure('\(account)', '\(Demo.operatorAddress)', 'Yrjö Ylänkö', 'fi')"
        )
        script.add("select accounts.password_set('\(account)', \(quoted(password)))")
        try script.run(app)
        _ = try runScript(
            owner,
            "update accounts.account set is_operator = true where id = '\(account)'"
        )
    }
}
