import Access
import Base
import HTTP
import Support
import Testing

/// Two entries of one person, each with a course of its own; the second's has a member, notes and marks.
private struct TwoEntries {
    let fixture: RunningCourse
    let kept: ID<Person>
    let gone: ID<Person>
    let oili: Guest

    var house: TestHouse { fixture.house }
    var path: String { "/takk/people/\(kept)/duplicates" }

    init(_ name: String, sameCourse: Bool = false) throws {
        fixture = try RunningCourse(name)
        let (house, takk) = (fixture.house, fixture.takk)
        kept = try fixture.enrol("Oili", "Osallistuja").person
        let other = try RunningCourse.course(house, takk, "Pori", trainer: fixture.trainer)
        let second = try fixture.enrol("OILI", "Osallistuja", in: sameCourse ? nil : other)
        gone = second.person
        oili = try house.member(of: takk, .expert, person: gone)
        try house.database.psql(
            """
            insert into person_note (tenant_id, id, person_id, author_name, readers, body)
              values ('\(takk.id)', gen_random_uuid(), '\(gone)', 'Kaisa Koordi', 'coordinators', 'Teksti');
            """
        )
        try house.database.psql(
            """
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              select tenant_id, course_id, id, 1, 'present' from enrolment where person_id = '\(gone)'
            """
        )
    }

    /// The join of one to another by the form, once both have been seen.
    func join(_ form: Form? = nil) throws -> Page {
        var form =
            try form ?? house.get(path, as: fixture.coordinator).form(to: "/joining")
        form.set("seen", "yes")
        return try fixture.send("\(path)/joining?other=\(gone)", form, as: fixture.coordinator)
    }

    /// Every row of the space that a person has, and the people, byte for byte.
    func rows() throws -> [String] {
        try [
            "person", "application", "release", "consent_ask", "enrolment", "attendance",
            "person_note", "membership",
        ]
        .map { table in
            try house.value(
                "select string_agg(t::text, E'\\n' order by t::text) from \(table) t where tenant_id = '\(fixture.takk.id)'"
            )
        }
    }

    /// As the app's own role, in the name of a member.
    func asApp(
        _ member: Guest,
        _ sql: String,
        in space: TestSpace? = nil
    ) throws(Failure) {
        try house.asApp(
            "set local app.actor = '\(member.membership)'; \(sql)",
            in: space ?? fixture.takk
        )
    }
}

extension Page {
    /// The seal and key of the form that goes to an address.
    fileprivate func form(to address: String) -> Form {
        let part = text.components(between: "<form", and: "</form>").first { $0.contains(address) }
        let once = part?.components(between: "name=\"once\" value=\"", and: "\"").first ?? ""
        return ["once": once]
    }
}

@Test func `a join and its undoing leave every row as it was, byte for byte`() throws {
    let two = try TwoEntries("join_whole")
    let house = two.house
    let before = try two.rows()
    let joined = try two.join()
    #expect(joined.status == 303, "\(joined.text.suffix(3000))")
    #expect(try house.value("select count(*) from person where id = '\(two.gone)'") == "0")
    for table in [
        "application", "release", "consent_ask", "enrolment", "person_note", "membership",
    ] {
        let left = "select count(*) from \(table) where person_id = '\(two.gone)'"
        #expect(try house.value(left) == "0", "\(table)")
    }
    let page = try house.get("/takk/people/\(two.kept)", as: two.fixture.coordinator)
    #expect(page.text.contains("Pori"))
    #expect(page.text.contains("Peru yhdistäminen"))
    let old = try house.get("/takk/people/\(two.gone)", as: two.fixture.coordinator)
    #expect(old.location == "/takk/people/\(two.kept)")
    // Whose entry went signs in as before.
    #expect(try house.get("/takk/people/\(two.kept)", as: two.oili).status == 200)
    let event = try house.value(
        "select array_to_string(s.people, ' ') from log.event e join log.event_subjects s on s.event_id = e.id where e.action = 'person.joined'"
    )
    for id in [two.kept, two.gone] { #expect(event.contains(id.text)) }
    let join = try house.value("select id from person_join")
    let parted = try house.post(
        "\(two.path)/parting",
        ["join": join],
        as: two.fixture.coordinator
    )
    #expect(parted.status == 303)
    #expect(try two.rows() == before)
    #expect(try house.value("select count(*) from person_alike where apart_at is null") == "0")
    // What has come to hang on it since goes back with it.
    let coordinator = two.fixture.coordinator
    try two.asApp(
        coordinator,
        "select people_join(gen_random_uuid(), '\(two.kept)', '\(two.gone)', '{}')"
    )
    let application = try house.value(
        "select id from application where course_id <> '\(two.fixture.course)'"
    )
    try house.database.psql(
        """
        insert into release (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id,
            giver_email, wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language, state)
          select tenant_id, gen_random_uuid(), id, person_id, 'Toinen', '1234567-1', '\(two.fixture.employers[0].id)',
              'antaja@esimerkki.example', true, true, true, true, 1, 'fi', 'withdrawn'
            from application where id = '\(application)'
        """
    )
    let again = try house.value("select id from person_join")
    try two.asApp(coordinator, "select people_part('\(again)')")
    let releases = "select count(*) from release where person_id = '\(two.gone)'"
    #expect(try house.value(releases) == "2")
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test func `a join that somebody could not have meant is refused, by the database too`() throws {
    let two = try TwoEntries("join_rules")
    let house = two.house
    let coordinator = two.fixture.coordinator
    let seen = try house.get(two.path, as: coordinator).form(to: "/joining")
    let unseen = try two.fixture.send(
        "\(two.path)/joining?other=\(two.gone)",
        seen,
        as: coordinator
    )
    #expect(unseen.status == 422)
    // Either has changed: both are looked at again.
    try house.database.psql("update person set municipality = 'Ulvila' where id = '\(two.gone)'")
    let stale = try two.join(seen)
    #expect(stale.status == 409)
    #expect(stale.text.contains("Ulvila"))
    func refused(_ why: String, _ member: Guest, _ sql: String, in space: TestSpace? = nil) {
        let refusal = #expect(throws: Failure.self) { try two.asApp(member, sql, in: space) }
        #expect("\(refusal.map { "\($0)" } ?? "")".contains(why), "\(sql)")
    }
    let (kept, gone) = (two.kept, two.gone)
    func join(_ kept: ID<Person>, _ gone: ID<Person>) -> String {
        "select people_join(gen_random_uuid(), '\(kept)', '\(gone)', '{}')"
    }
    refused("duplicates.rule.coordinator", two.fixture.trainer, join(kept, gone))
    refused("duplicates.rule.coordinator", two.oili, join(kept, gone))
    refused("duplicates.rule.itself", coordinator, join(kept, kept))
    let space = try house.space("toinen", .provider)
    let other = try house.member(of: space, .coordinator)
    let foreign = try house.person(in: space, "Oili", "Osallistuja")
    refused("duplicates.rule.gone", coordinator, join(kept, foreign))
    refused("duplicates.rule.gone", other, join(foreign, gone), in: space)
    refused(
        "permission denied",
        coordinator,
        "insert into person_join (tenant_id, id) values ('\(space.id)', '\(kept)')"
    )
    refused("permission denied", coordinator, "update person_join set joined_at = moment()")
    refused("permission denied", coordinator, "update application set person_id = '\(kept)'")
    refused("permission denied", coordinator, "select entry from person_join")
    refused(
        "permission denied",
        coordinator,
        "select people_move('\(two.fixture.takk.id)', '\(gone)', '\(kept)', null)"
    )

    #expect(try two.join().status == 303)
    let third = try house.person(in: two.fixture.takk, "Oili", "Kolmas")
    refused("duplicates.rule.gone", coordinator, join(third, gone))
    refused("duplicates.rule.twice", coordinator, join(third, kept))
    let which = try house.value("select id from person_join")
    let part = "select people_part('\(which)')"
    refused("duplicates.rule.coordinator", two.fixture.trainer, part)
    refused("duplicates.rule.over", other, part, in: space)
    // What moved is no longer whole.
    try house.database.psql("delete from person_note")
    refused("duplicates.rule.not-whole", coordinator, part)
    try house.database.psql("update person_join set joined_at = moment() - interval '30 days'")
    refused("duplicates.rule.over", coordinator, part)
    let late = try house.post("\(two.path)/parting", ["join": which], as: coordinator)
    #expect(late.status == 409)
    // Then the housekeeping ends the way back, once: nothing of the entry that went is kept but its name.
    let ended = """
        select (select count(*) from person_join where coalesce(entry, moved, contacts) is null and over_at is not null)
          || ' ' || (select count(*) from log.event where action = 'person.join-ended' and outcome = 'done')
        """
    for (days, number) in [(29, "0 0"), (30, "1 1"), (30, "1 1")] {
        try house.database.psql(
            "update person_join set joined_at = moment() - interval '\(days) days'"
        )
        try house.housekeeping()
        #expect(try house.value(ended) == number, "\(days)")
    }
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test func `contacts that differ are chosen, what one lacks is taken, and both go back`() throws {
    let two = try TwoEntries("join_contacts")
    let house = two.house
    try house.database.psql(
        """
        update person set email = 'uusi@esimerkki.example', phone = '', municipality = 'Pori' where id = '\(two.kept)';
        update person set email = 'vanha@esimerkki.example', phone = '+358401234567', municipality = 'Ulvila'
         where id = '\(two.gone)';
        """
    )
    let contacts =
        "select concat_ws(' ', email, phone, municipality) from person where id = '\(two.kept)'"
    let before = try house.value(contacts)
    let page = try house.get(two.path, as: two.fixture.coordinator)
    for asked in ["email", "municipality"] {
        #expect(page.text.contains("name=\"\(asked)\""), "\(asked)")
    }
    #expect(!page.text.contains("name=\"phone\""))
    var form = page.form(to: "/joining")
    form.set("email", "gone")
    // Nobody has chosen a municipality: nothing is done, and what was chosen stays.
    let again = try two.join(form)
    #expect(again.status == 422)
    #expect(again.text.contains("value=\"gone\" checked"))
    form.set("municipality", "kept")
    let joined = try two.join(form)
    #expect(joined.status == 303, "\(joined.text.suffix(2000))")
    #expect(try house.value(contacts) == "vanha@esimerkki.example +358401234567 Pori")
    // A number that somebody has changed since stays.
    try house.database.psql("update person set phone = '+358407654321' where id = '\(two.kept)'")
    let join = try house.value("select id from person_join")
    try two.asApp(two.fixture.coordinator, "select people_part('\(join)')")
    #expect(try house.value(contacts) == "uusi@esimerkki.example +358407654321 Pori")
    #expect(before == "uusi@esimerkki.example  Pori")
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test func `two who have applied for one course, or are two members, are not joined`() throws {
    let two = try TwoEntries("join_clash", sameCourse: true)
    let house = two.house
    let before = try two.rows()
    let course = try two.join()
    #expect(course.status == 409)
    #expect(course.text.contains("Molemmat ovat hakeneet samaan koulutukseen."))
    try house.database.psql(
        "delete from enrolment where person_id = '\(two.kept)'; delete from consent_ask where person_id = '\(two.kept)'; delete from release where person_id = '\(two.kept)'; delete from application where person_id = '\(two.kept)'; update person set phone = '+358401234567'"
    )
    _ = try house.member(of: two.fixture.takk, .expert, person: two.kept)
    let members = try two.join()
    #expect(members.status == 409)
    #expect(members.text.contains("Molemmilla on jäsenyys."))
    #expect(before.count == 8)
}

@Test func `whatever names a person moves with a join`() throws {
    let house = try TestHouse("join_matters")
    let bare = try house.database.psql(
        """
        select m from person_matters() m
         where not exists (select from pg_policy p
                 where p.polrelid = ('public.' || m)::regclass and p.polname = 'joining')
            or not exists (select from pg_attribute a
                 where a.attrelid = ('public.' || m)::regclass and a.attname = 'id')
        """
    )
    #expect(bare.isEmpty, "\(bare)")
    let naming = try house.database.psql(
        """
        select conrelid::regclass::text from pg_constraint
         where confrelid = 'person'::regclass and contype = 'f' and confdeltype <> 'c'
           and conrelid::regclass::text not in (select m from person_matters() m)
        """
    )
    #expect(naming.isEmpty, "\(naming)")
}
