import Base
import Crypto
import Scenes

/// Spaces, those who sign in, and registers.
struct DemoSpaces {
    let stage: Stage
    private let hash: String

    init(_ stage: Stage) throws(Failure) {
        self.stage = stage
        hash = try Password.hash(Demo.password)
    }

    /// The operator makes the spaces, and the coordinators of the spaces fill them.
    func plan() throws(Failure) {
        for (index, organisation) in Cast.organisations.enumerated() {
            guard !organisation.signIns.isEmpty else {
                try stage.house.unclaimed(organisation)
                continue
            }
            for signIn in organisation.signIns {
                let address = organisation.address(signIn.address)
                try stage.house.account(address, signIn.name, hash: hash)
            }
            open(organisation)
            settle(organisation, phone: "+35813000\(101 + index)")
            register(organisation)
            gather(organisation)
        }
    }

    private func open(_ organisation: Cast.Organisation) {
        stage.at(daysAgo: 90, 9, 0, as: Demo.operatorAddress) { (browser) throws(Failure) in
            try browser.open("/operator/new")
            let coordinator = organisation.signIns(as: "coordinator")[0]
            try browser.send(
                "/operator/spaces",
                [
                    "kind": organisation.kind, "slug": organisation.slug,
                    "name_fi": organisation.names.fi, "name_sv": organisation.names.sv,
                    "name_en": organisation.names.en,
                    "business_id": organisation.businessID ?? "", "guest_name": coordinator.name,
                    "guest_email": organisation.address(coordinator.address),
                ]
            )
            // Those who are audited do not name their auditor.
            let space = browser.place
            for auditor in organisation.signIns(as: "auditor") {
                try browser.send(
                    space + "/invitations",
                    [
                        "role": "auditor", "guest_name": auditor.name,
                        "guest_email": organisation.address(auditor.address),
                    ]
                )
            }
        }
    }

    private func settle(_ organisation: Cast.Organisation, phone: String) {
        let coordinator = organisation.address("coordinator")
        let slug = organisation.slug
        stage.player.at(stage.moment(daysAgo: 90, hour: 10, minute: 0)) { () throws(Failure) in
            let browser = try stage.join(coordinator)
            try browser.open("/\(slug)/settings")
            try browser.send(
                "/\(slug)/settings",
                [
                    "contact_email": "info@\(slug).demo", "contact_phone": phone,
                    "contact_name": "Toimisto",
                ],
                follows: false
            )
        }
    }

    /// The coordinator invites the others, and they come.
    private func gather(_ organisation: Cast.Organisation) {
        let slug = organisation.slug
        let others = organisation.signIns.filter { $0.role != "coordinator" }
        stage.at(daysAgo: 87, 10, 0, as: organisation.address("coordinator")) {
            (browser) throws(Failure) in
            for guest in others where guest.role != "auditor" {
                try browser.open("/\(slug)/members/new")
                try browser.send(
                    "/\(slug)/members",
                    [
                        "name": guest.name, "email": organisation.address(guest.address),
                        "roles": guest.role,
                    ],
                    follows: false
                )
            }
            for guest in others { _ = try stage.join(organisation.address(guest.address)) }
        }
    }

    // MARK: Registers

    /// Those who sign in stand first in the register.
    private func register(_ organisation: Cast.Organisation) {
        var everybody: [Somebody] = []
        for signIn in organisation.signIns(as: "expert") {
            let parts = signIn.name.split(separator: " ").map(String.init)
            let kind = organisation.kind == "provider" ? "participant" : "expert"
            let somebody = roll(parts[0], parts[1], organisation.address(signIn.address)).1
            everybody.append(somebody)
            let first = stage.moment(daysAgo: 88, hour: 12, minute: 0)
            add(somebody, kind, "active", organisation, first)
        }
        for (kind, count) in organisation.people {
            for number in 0..<count {
                let given = Cast.givenNames[stage.dice.roll(Cast.givenNames.count)]
                let family = Cast.familyNames[stage.dice.roll(Cast.familyNames.count)]
                let address = organisation.address("\(kind)\(number + 1)")
                let (made, somebody) = roll(given, family, address)
                everybody.append(somebody)
                var state = number % 13 == 12 ? "archived" : number % 9 == 8 ? "paused" : "active"
                // Experts say themselves when they pause.
                if kind == "expert" {
                    state = number == DemoExperts.archived ? "archived" : "active"
                }
                // Applicants come into the register by applying.
                if kind == "participant", number < DemoCourses.applicants { continue }
                let isActive = kind == "participant"
                add(somebody, kind, isActive ? "active" : state, organisation, made)
            }
        }
        stage.people[organisation.slug] = everybody
    }

    private func roll(_ given: String, _ family: String, _ email: String) -> (Instant, Somebody) {
        let made = stage.moment(
            daysAgo: 31 + stage.dice.roll(55),
            hour: 9 + stage.dice.roll(6),
            minute: stage.dice.roll(60)
        )
        let language = stage.dice.roll(10) == 0 ? "sv" : "fi"
        let town = Cast.municipalities[stage.dice.roll(Cast.municipalities.count)]
        let phone = "+35850000\(1000 + stage.dice.roll(9000))"
        let somebody = Somebody(
            given: given,
            family: family,
            email: email,
            phone: phone,
            town: town,
            language: language
        )
        return (made, somebody)
    }

    private func add(
        _ person: Somebody,
        _ kind: String,
        _ state: String,
        _ organisation: Cast.Organisation,
        _ moment: Instant
    ) {
        let slug = organisation.slug
        stage.at(moment, as: organisation.address("coordinator")) { (browser) throws(Failure) in
            try browser.open("/\(slug)/people/new")
            try browser.send(
                "/\(slug)/people",
                [
                    "given_name": person.given, "family_name": person.family, "kind": kind,
                    "email": person.email, "phone": person.phone, "municipality": person.town,
                    "language": person.language,
                ],
                follows: state != "active"
            )
            guard state != "active" else { return }
            try browser.send("\(browser.place)/state", ["to": state], follows: false)
        }
    }
}
