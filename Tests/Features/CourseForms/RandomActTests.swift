import Base
import Foundation
import HTTP
import Support
import Testing

/// Random acts on courses of three seats over two employers: after each of them the rules hold, both ends agree, and nobody
/// in a course's circle goes unmailed, nor is anybody else mailed.
///
/// `VAKKA_RANDOM_ACTS` says how many; a run is told by its seed, and plays the same again.
@Suite struct `After any act` {
    @Test func `the rules hold, both ends agree, and the circle alone is mailed`() throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["VAKKA_RANDOM_ACTS"].flatMap(Int.init) ?? 400
        let seed =
            environment["VAKKA_RANDOM_SEED"].flatMap(UInt64.init)
            ?? UInt64(Clock.real.now.milliseconds)
        let play = try RandomActs(seed: seed)
        for number in 1...count {
            try play.act()
            let wrong = try play.wrong()
            guard wrong.isEmpty else {
                Issue.record(
                    "seed \(seed), act \(number): \(wrong)\n\(play.told.suffix(12).joined(separator: "\n"))"
                )
                return
            }
        }
        // Each kind of act has been carried out, or the run says nothing.
        let missing = Set(RandomActs.Kind.allCases).subtracting(play.done)
        var seen: [String: Int] = [:]
        for act in play.told { seen[String(act.prefix { $0 != "/" }), default: 0] += 1 }
        #expect(missing.isEmpty || count < 2_000, "seed \(seed): never done: \(missing) of \(seen)")
        #expect(play.house.faults.all.isEmpty, "seed \(seed): \(play.house.faults.all)")
    }
}

private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}

/// A provider with two courses of three seats, six applicants and two employers, and what happens to them.
final class RandomActs {
    enum Kind: String, CaseIterable {
        case apply, release, withdrawRelease, answerYes, answerNo, takeBack, enrol, leave, close
        case heavier, lighter, topic, seats, cancel, step, mark, wait
    }

    let house: TestHouse
    let clock: Clock
    private(set) var done: Set<Kind> = []
    private(set) var told: [String] = []
    private let takk: TestSpace
    private let kaisa: Guest
    private let kalle: Guest
    private let givers: [Guest]
    private let employers: [TestSpace]
    private let people: [(guest: Guest, given: String)]
    private var courses: [String] = []
    private var acts = 0
    private var generator: SeededGenerator
    private var mails = 0
    /// Who ought to have been written to by the last act, by address; nil when it says nothing of that.
    private var circle: (here: Set<String>, there: Int)?
    private var written: (here: Set<String>, there: Int) = ([], 0)

    init(seed: UInt64) throws {
        let clock = Clock(at: Clock.real.now)
        let house = try TestHouse("random_acts_\(seed % 100_000)", clock: clock)
        let takk = try house.space("takk", .provider)
        let employers = [
            try house.space("tyonantaja-1", .employer, businessID: "1234567-1"),
            try house.space("tyonantaja-2", .employer, businessID: "2345678-0"),
        ]
        let kalle = try house.member(of: takk, .trainer, name: "Kalle Koulu")
        var people: [(guest: Guest, given: String)] = []
        for given in ["Aino", "Bertta", "Cecilia", "Daniela", "Eeva", "Fanni"] {
            people.append((try RandomActs.expert(house, takk, given), given))
        }
        var givers: [Guest] = []
        for employer in employers { givers.append(try RandomActs.giver(house, employer)) }
        generator = SeededGenerator(state: seed)
        kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koordi")
        (self.clock, self.house, self.takk, self.employers) = (clock, house, takk, employers)
        (self.kalle, self.givers, self.people) = (kalle, givers, people)
    }

    private static func giver(_ house: TestHouse, _ space: TestSpace) throws -> Guest {
        try house.member(of: space, .consentGiver, name: "Mari Esimerkki")
    }

    private static func expert(_ house: TestHouse, _ takk: TestSpace, _ given: String) throws
        -> Guest
    {
        let person = try house.person(in: takk, given, "Hakija")
        let guest = try house.member(of: takk, .expert, name: "\(given) Hakija", person: person)
        try house.database.psql("update person set email = '\(guest.email)' where id = '\(person)'")
        return guest
    }

    /// How often each kind of act is tried, beside the others.
    private static let chances: [Kind] = [
        (.apply, 7), (.release, 8), (.withdrawRelease, 2), (.answerYes, 9), (.answerNo, 2),
        (.takeBack, 2), (.enrol, 9),
        (.leave, 2), (.close, 1), (.heavier, 3), (.lighter, 3), (.topic, 1), (.seats, 2),
        (.cancel, 1), (.step, 3),
        (.mark, 5), (.wait, 4),
    ]
    .flatMap { Array(repeating: $0, count: $1) }

    /// An open course whose first afternoon is so many days from the clock's.
    private func course(from days: Int) throws -> String {
        let passed = clock.now.inFinland.day.sinceEpoch - Day.today.sinceEpoch
        return try RunningCourse.course(
            house,
            takk,
            "Kurssi \(days)",
            trainer: kalle,
            state: "open",
            firstInDays: passed + days,
            seats: 3
        )
    }

    private func pick<Element>(_ list: [Element]) -> Element? {
        list.randomElement(using: &generator)
    }

    private func column(_ sql: String) throws -> [String] {
        try house.database.psql(sql).compactMap(\.first)
    }

    /// Rows of the whole house by SQL, in an order that the seed alone decides.
    private func one(_ sql: String) throws -> [String]? { pick(try house.database.psql(sql)) }

    // MARK: Acts

    func act() throws {
        circle = nil
        // Courses pass: now and then there are two new ones.
        if acts % 60 == 0 { courses = try [2, 3].map(course) }
        acts += 1
        guard let kind = pick(RandomActs.chances) else { return }
        let before = try sent()
        let status = try carryOut(kind)
        if let status {
            told.append("\(kind.rawValue) → \(status) \(location)")
            let isDone = status == 303 && !location.contains("unchanged")
            if isDone { done.insert(kind) } else { circle = nil }
            if status >= 500 { told.append("a fault: \(house.faults.all)") }
        }
        let after = try sent()
        written = (
            Set(after.here.dropFirst(before.here.count)), after.there.count - before.there.count
        )
    }

    private func sent() throws -> (here: [String], there: [String]) {
        let order = "order by made_at, id"
        return (
            try column("select recipient from outbox where tenant_id = '\(takk.id)' \(order)"),
            try column(
                "select recipient from outbox where tenant_id in ('\(employers[0].id)', '\(employers[1].id)') \(order)"
            )
        )
    }

    private func guest(_ person: String) -> Guest? {
        people.first { $0.guest.email == person }?.guest
    }

    /// An application that is under way, with its applicant's address.
    private func application() throws -> (id: String, guest: Guest)? {
        guard
            let row = try one(
                "select a.id, p.email from application a join person p on p.id = a.person_id where a.state = 'received' order by 2, 1"
            ), let guest = guest(row[1])
        else { return nil }
        return (row[0], guest)
    }

    /// Where the last act led.
    private var location = ""

    private func answered(_ page: Page) -> Int {
        location = page.location
        return page.status
    }

    private func carryOut(_ kind: Kind) throws -> Int? {
        location = ""
        switch kind {
        case .apply:
            guard let person = pick(people), let course = pick(courses) else { return nil }
            return try house.post(
                "/takk/courses/\(course)/application",
                typed(person.guest.email, given: person.given, family: "Hakija"),
                as: person.guest
            ).status
        case .release:
            guard let (id, guest) = try application(), let employer = pick([0, 1]) else {
                return nil
            }
            return try house.post(
                "/takk/applications/\(id)/release",
                CourseFixture.release(
                    ["1234567-1", "2345678-0"][employer],
                    givers[employer].email
                ),
                as: guest
            ).status
        case .withdrawRelease: return try ofApplicant("release/withdrawal")
        case .leave: return try ofApplicant("withdrawal")
        case .enrol:
            // Mostly where both keys are there; sometimes where they are not.
            let ready = try one(
                """
                select k.application_id from consent_ask k join release r on r.id = k.release_id and r.state = 'active'
                 where k.state = 'given' and not exists (select from enrolment e where e.consent_ask_id = k.id
                   and e.state = 'active') order by k.sent_at, k.id
                """
            )
            guard let id = ready?.first, acts % 4 > 0 else { return try ofStaff("enrolment") }
            return try house.post("/takk/applications/\(id)/enrolment", as: kaisa).status
        case .close: return try ofStaff("closing")
        case .answerYes: return try answer(["consent": "yes", "support": "working-time"])
        case .answerNo: return try answer(["consent": "no"])
        case .takeBack:
            guard
                let row = try one(
                    "select id, tenant_id from consent_request where state in ('given', 'without-support') order by sent_at, id"
                ), let giver = giver(of: row[1])
            else { return nil }
            return try house.post(
                "/\(slug(row[1]))/consents/\(row[0])/withdrawal",
                ["name": "Mari Esimerkki"],
                as: giver
            ).status
        case .heavier, .lighter, .topic, .seats: return try change(kind)
        case .cancel:
            guard let course = pick(courses) else { return nil }
            try expectCircle(of: course, tellsEmployers: true)
            return answered(
                try house.post(
                    "/takk/courses/\(course)/cancellation",
                    ["message": "Kouluttaja on sairastunut."],
                    as: kaisa
                )
            )
        case .step:
            guard
                let row = try one(
                    "select id, state from course where state <> 'done' order by name, id"
                )
            else { return nil }
            let next =
                ["cancelled": "draft", "draft": "open", "open": "running", "running": "open"][
                    row[1]
                ] ?? ""
            return try house.post(
                "/takk/courses/\(row[0])/state",
                ["from": row[1], "to": next],
                as: kaisa
            ).status
        case .mark:
            let held = try column(
                "select distinct course_id from enrolment where state in ('active', 'renewing') order by 1"
            )
            guard let course = pick(held) else { return nil }
            let path = "/takk/courses/\(course)/attendance"
            let page = try house.get(path, as: kalle)
            guard page.status == 200 else { return page.status }
            let cells = page.text.components(separatedBy: "name=\"mark.").dropFirst()
                .map { String($0.prefix { $0 != "\"" }) }
            guard let cell = pick(Array(Set(cells)).sorted()) else { return nil }
            let form = page.attendanceForm([cell: "p"])
            return try send(path, form, as: kalle).status
        case .wait:
            clock.turn(
                to: clock.now.adding(days: pick([0, 1, 1, 2, 4]) ?? 1).adding(seconds: 3600)
            )
            // Whoever acts has signed in by then.
            try house.database.psql(
                "update accounts.session set created_at = '\(clock.now.iso)', seen_at = '\(clock.now.iso)'"
            )
            try house.housekeeping()
            return 303
        }
    }

    private func ofApplicant(_ act: String) throws -> Int? {
        guard let (id, guest) = try application() else { return nil }
        return try house.post("/takk/applications/\(id)/\(act)", as: guest).status
    }

    private func ofStaff(_ act: String) throws -> Int? {
        guard let (id, _) = try application() else { return nil }
        return try house.post("/takk/applications/\(id)/\(act)", as: kaisa).status
    }

    private func giver(of space: String) -> Guest? {
        employers.firstIndex { $0.id.text == space }.map { givers[$0] }
    }

    private func slug(_ space: String) -> String {
        employers.first { $0.id.text == space }?.slug ?? ""
    }

    private func answer(_ typed: KeyValuePairs<String, String>) throws -> Int? {
        guard
            let row = try one(
                "select id, tenant_id from consent_request where state = 'waiting' order by sent_at, id"
            ), let giver = giver(of: row[1])
        else { return nil }
        let form =
            typed.map { ($0.key, $0.value) } + [
                ("name", "Mari Esimerkki"), ("contact", ""), ("shown", "fi"), ("sure", "yes"),
            ]
        return try send(
            "/\(slug(row[1]))/consents/\(row[0])/decision",
            Form(form.map { Form.Pair($0.0, $0.1) }),
            as: giver
        ).status
    }

    private func change(_ kind: Kind) throws -> Int? {
        guard let course = pick(courses) else { return nil }
        let path = "/takk/courses/\(course)"
        let page = try house.get("\(path)/edit", as: kaisa)
        guard page.status == 200 else { return page.status }
        var form = Form()
        for name in ["name", "employer_name", "address", "seats", "sessions_needed"] {
            form.set(name, page.field(name) ?? "")
        }
        form.set("once", ID<RandomActs>().text)
        form.set("place", try column("select place from course where id = '\(course)'").first ?? "")
        form.set("trainers", kalle.membership.text)
        form.set("summary", "Kuvaus")
        let rows = try house.database.psql(
            "select number, held_on, left(starts_at::text, 5), left(ends_at::text, 5), topic from course_session where course_id = '\(course)' order by 1"
        )
        for row in rows {
            for (index, part) in ["on", "start", "end", "topic"].enumerated() {
                form.set("afternoon.\(row[0]).\(part)", row[index + 1])
            }
        }
        let last = rows[6]
        switch kind {
        case .heavier:
            let day = Day(iso: last[1])?.adding(days: 1).iso ?? ""
            form.set("afternoon.7.on", day)
        case .lighter:
            let minute = pick(["13:10", "13:20", "13:30", "13:40"]) ?? ""
            guard minute > last[2] else { return nil }
            form.set("afternoon.7.start", minute)
        case .topic: form.set("afternoon.7.topic", "Aihe \(told.count)")
        default: form.set("seats", form["seats"] == "3" ? "4" : "3")
        }
        if kind != .seats { try expectCircle(of: course, tellsEmployers: kind != .topic) }
        let asked = try send(path, form, as: kaisa)
        guard asked.status == 422, let box = asked.field("confirmed") else {
            return answered(asked)
        }
        form.set("confirmed", box)
        form.set("once", ID<RandomActs>().text)
        return answered(try send(path, form, as: kaisa))
    }

    /// Notes whom the next act has to write to: worked out here from the tables, and not by the product's own function.
    private func expectCircle(of course: String, tellsEmployers: Bool) throws {
        let state = try column("select state from course where id = '\(course)'").first ?? ""
        let applicants = try column(
            """
            select p.email from application a join person p on p.id = a.person_id
             where a.course_id = '\(course)' and a.state = 'received'
            """
        )
        // A draft that nobody has applied for is nobody's but its makers'.
        if state == "draft", applicants.isEmpty { return }
        let now = "timestamptz '\(clock.now.iso)'"
        let asks = try column(
            """
            select k.id from consent_ask k join release r on r.id = k.release_id and r.state = 'active'
              join application a on a.id = r.application_id and a.state = 'received'
             where a.course_id = '\(course)' and (k.state in ('given', 'without-support')
               or k.state = 'waiting' and k.expires_at > \(now))
            """
        )
        circle = (Set(applicants + [kalle.email]), tellsEmployers ? asks.count : 0)
    }

    private func send(_ path: String, _ form: Form, as guest: Guest) throws -> Page {
        var form = form
        if form.first("once") == nil { form.set("once", ID<RandomActs>().text) }
        let fields: Fields = [
            "host": "localhost", "sec-fetch-site": "same-origin", "cookie": "vakka=\(guest.token)",
            "content-type": "application/x-www-form-urlencoded",
        ]
        return try house.ask(Request(.post, path, fields: fields, body: Array(form.encoded.utf8)))
    }

    // MARK: What has to hold

    /// What does not hold; empty when all does.
    func wrong() throws -> [String] {
        var wrong: [String] = []
        if let last = told.last, last.hasPrefix("a fault") { wrong.append(last) }
        if let circle {
            if written.here != circle.here {
                wrong.append(
                    "mailed \(written.here.sorted()), the circle is \(circle.here.sorted())"
                )
            }
            if (written.there > 0) != (circle.there > 0) || written.there < circle.there {
                wrong.append("\(written.there) mails to employers for \(circle.there) asks")
            }
        }
        let now = "timestamptz '\(clock.now.iso)'"
        let held = "e.state in ('active', 'renewing')"
        for (rule, sql) in [
            (
                "a place without its keys",
                """
                select e.id from enrolment e join consent_ask k on k.id = e.consent_ask_id
                  join release r on r.id = k.release_id join application a on a.id = e.application_id
                  join course c on c.id = e.course_id
                 where \(held) and (r.state <> 'active' or a.state <> 'received' or k.facts_version < c.asked_version
                   or a.course_id <> e.course_id or c.state not in ('open', 'running')
                   or e.state = 'active' and not (k.state = 'given' and k.support_working_time)
                   or e.state = 'renewing' and k.state <> 'waiting')
                """
            ),
            (
                "more places than seats",
                "select c.id from course c join enrolment e on e.course_id = c.id and \(held) group by c.id, c.seats having count(*) > c.seats"
            ),
            (
                "the ends do not agree on an answer",
                """
                select k.id, k.state, r.state from consent_ask k left join consent_request r on r.id = k.id
                 where r.id is null or k.state <> r.state and not (k.expires_at <= \(now)
                   and k.state in ('waiting', 'expired', 'cancelled') and r.state in ('waiting', 'expired', 'cancelled'))
                """
            ),
            (
                "the ends do not agree on the facts",
                """
                select k.id from consent_ask k join consent_request r on r.id = k.id
                  join application a on a.id = k.application_id join course c on c.id = a.course_id
                  join release l on l.id = k.release_id and l.state = 'active'
                 where a.state = 'received' and (k.state in ('given', 'without-support') or k.state = 'waiting' and k.expires_at > \(now))
                   and (k.facts_version <> c.facts_version or l.facts_version <> c.facts_version
                     or r.course_name <> c.employer_name
                     or (select count(*) from course_session s, jsonb_array_elements(r.sessions) j
                          where s.course_id = c.id and s.held_on = (j ->> 'date')::date
                            and s.starts_at = (j ->> 'starts')::time and s.ends_at = (j ->> 'ends')::time) <> 7)
                """
            ),
            (
                "a seat that is kept too long",
                "select id from enrolment where state = 'renewing' and renew_by < \(now) - interval '5 days'"
            ),
            (
                "an application that is found by another text than its own",
                """
                select a.id from application a join person p on p.id = a.person_id
                  left join release r on r.application_id = a.id and r.state = 'active'
                 where a.searched <> p.searched || coalesce(' ' || r.searched, '')
                """
            ),
            (
                "a mark of a day on which the place was not held",
                """
                select a.enrolment_id from attendance a join enrolment e on e.id = a.enrolment_id
                  join course_session s on s.course_id = a.course_id and s.number = a.number
                 where not e.held @> s.held_on
                """
            ),
        ] {
            let found = try house.database.psql(sql)
            if !found.isEmpty { wrong.append("\(rule): \(found)") }
        }
        return wrong
    }
}
