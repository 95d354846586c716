import Access
import Base
import HTTP
import Support
import Testing

@Test func `a coordinator changes roles and their last days, and the log tells old and new`() throws
{
    let house = try TestHouse("roles")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer, name: "Eero Esimerkki")
    let path = "/takk/members/\(eero.membership)"
    let page = try house.get(path, as: kaisa)
    #expect(page.field("role.trainer") == "yes" && page.once(of: "\(path)/roles") != nil)
    let saved = try house.post(
        "\(path)/roles",
        [
            "role.trainer": "yes", "ends.trainer": "2099-01-14",
            "role.expert": "yes",
            "ends.expert": "",
        ],
        as: kaisa
    )
    #expect(saved.location == "\(path)?did=members.done.roles")
    #expect(try roles(house, eero) == ["expert", "trainer 2099-01-14"])
    let detail = try house.database.psql(
        """
        select p.body from log.event_part p join log.event e on e.id = p.event_id
         where p.part = 'detail' and e.action = 'member.roles-changed'
        """
    )[0][0]
    #expect(detail.contains("\"old\":\"trainer\",\"new\":\"trainer 2099-01-14, expert\""))
    let after = try house.get(path, as: kaisa)
    #expect(after.text.contains("muutti jäsenen rooleja"))
    #expect(!after.text.contains("⟦"))
    #expect(house.faults.all.isEmpty)
}

@Test func `a role that ended, and one taken away, open nothing on the next request`() throws {
    let house = try TestHouse("roles_cut")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .coordinator, .trainer)
    #expect(try house.get("/takk/members", as: eero).status == 200)
    _ = try house.post(
        "/takk/members/\(eero.membership)/roles",
        ["role.trainer": "yes"],
        as: kaisa
    )
    #expect(try house.get("/takk/members", as: eero).status == 403)
    try house.database.psql(
        "update membership_role set ends_on = today() - 1 where membership_id = '\(eero.membership)'"
    )
    #expect(try house.get("/takk/today", as: eero).status == 404)
}

@Test
func `ending a membership cuts access at once, keeps the log, and a new invitation stays possible`()
    throws
{
    let house = try TestHouse("roles_end")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer, name: "Eero Esimerkki")
    let page = try house.get("/takk/members/\(eero.membership)", as: kaisa)
    #expect(page.text.contains("Pääsy katkeaa heti"))
    let ended = try house.post("/takk/members/\(eero.membership)/ending", as: kaisa)
    #expect(ended.location == "/takk/members?did=members.done.ended")
    #expect(try house.get("/takk/today", as: eero).status == 404)
    #expect(try house.log(of: takk).contains("member.ended done"))
    let past = try house.get("/takk/members?list=past", as: kaisa)
    #expect(past.text.contains("Eero Esimerkki") && past.text.contains("1 päättynyt jäsenyys"))
    let again = try house.post("/takk/members/\(eero.membership)/ending", as: kaisa)
    #expect(again.status == 409 && again.text.contains("jo päättynyt"))
    let invited = try house.post(
        "/takk/members",
        ["name": "Eero", "email": eero.email, "language": "fi", "roles": "trainer"],
        as: kaisa
    )
    #expect(invited.status == 303)
    let mail = try #require(try house.mails(of: takk).last).body
    let token = mail[try #require(mail.firstRange(of: "invitation#")).upperBound...].prefix {
        $0 != "\n"
    }
    let joined = try house.post("/takk/invitation/acceptance", ["token": String(token)], as: eero)
    #expect(joined.status == 303)
    #expect(
        try house.database.psql("select ends_on from membership where id = '\(eero.membership)'")
            == [
                [""]
            ]
    )
    #expect(try roles(house, eero) == ["trainer"])
    // Joining opened a new session in place of the old one.
    var fields = Fields()
    fields.set(
        "cookie",
        String(joined.response.fields.first("set-cookie")?.prefix { $0 != ";" } ?? "")
    )
    #expect(try house.get("/takk/today", fields: fields).status == 200)
    #expect(house.faults.all.isEmpty)
}

@Test func `the last coordinator is told beforehand, and refused on the page`() throws {
    let house = try TestHouse("roles_last")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let path = "/takk/members/\(kaisa.membership)"
    let page = try house.get(path, as: kaisa)
    #expect(page.text.contains("tilan ainoa koordinaattori") && !page.text.contains("/ending\""))
    let ended = try house.post("\(path)/ending", as: kaisa)
    #expect(ended.status == 409 && ended.text.contains("Tilaan on jäätävä"))
    let dated = try house.post(
        "\(path)/roles",
        ["role.coordinator": "yes", "ends.coordinator": "2099-02-03"],
        as: kaisa
    )
    #expect(dated.status == 409 && dated.text.contains("Tilaan on jäätävä"))
    #expect(dated.field("ends.coordinator") == "2099-02-03")
    let traded = try house.post(
        "\(path)/roles",
        ["role.trainer": "yes"],
        as: kaisa
    )
    #expect(traded.status == 409)
    #expect(try roles(house, kaisa) == ["coordinator"])
    #expect(try house.get("/takk/today", as: kaisa).status == 200)
    #expect(house.faults.all.isEmpty)
}

@Test func `with another coordinator one may leave, and is led out`() throws {
    let house = try TestHouse("roles_leave")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    _ = try house.member(of: takk, .coordinator)
    let left = try house.post("/takk/members/\(kaisa.membership)/ending", as: kaisa)
    #expect(left.location == "/spaces?did=members.done.left")
    #expect(try house.get("/takk/today", as: kaisa).status == 404)
}

@Test func `what may not be given or taken is said, and refused`() throws {
    let house = try TestHouse("roles_gift")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer)
    let auditor = try house.member(of: takk, .auditor)
    let given = try house.post(
        "/takk/members/\(eero.membership)/roles",
        ["role.trainer": "yes", "role.auditor": "yes"],
        as: kaisa
    )
    #expect(given.status == 403 && given.text.contains("Et voi antaa tätä roolia"))
    let foreign = try house.post(
        "/takk/members/\(eero.membership)/roles",
        ["role.consent-giver": "yes"],
        as: kaisa
    )
    #expect(foreign.status == 409 && foreign.text.contains("ei ole tätä roolia"))
    let page = try house.get("/takk/members/\(auditor.membership)", as: kaisa)
    #expect(
        page.text.contains("Näitä rooleja et voi muuttaa: Tarkastaja.")
            && !page.text.contains("/ending\"")
    )
    let ended = try house.post("/takk/members/\(auditor.membership)/ending", as: kaisa)
    #expect(ended.status == 403 && ended.text.contains("Et voi ottaa tätä roolia pois"))
    let both = try house.post(
        "/takk/members/\(auditor.membership)/roles",
        ["role.coordinator": "yes"],
        as: kaisa
    )
    #expect(both.status == 409 && both.text.contains("saman tilan koordinaattori ja tarkastaja"))
    #expect(try roles(house, auditor) == ["auditor"] && roles(house, eero) == ["trainer"])
    #expect(try house.log(of: takk).filter { $0 == "access.refused refused" }.count == 2)
    #expect(house.faults.all.isEmpty)
}

@Test
func `a form that was filled before somebody else's change, or chooses nothing, changes nothing`()
    throws
{
    let house = try TestHouse("roles_stale")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer)
    let path = "/takk/members/\(eero.membership)/roles"
    let page = try house.get("/takk/members/\(eero.membership)", as: kaisa)
    let old = try #require(page.once(of: path))
    try house.database.psql(
        "insert into membership_role values ('\(takk.id)', '\(eero.membership)', 'expert', today() + 9)"
    )
    let stale = try house.post(
        path,
        ["once": old, "role.trainer": "yes", "ends.trainer": "2099-01-14"],
        as: kaisa
    )
    #expect(stale.status == 409 && stale.text.contains("Joku muu ehti tallentaa ensin"))
    #expect(stale.text.contains("Kokemustoimija"))
    #expect(stale.field("ends.trainer") == "2099-01-14")
    #expect(try roles(house, eero).count == 2)
    try house.database.psql("delete from membership_role where role = 'expert'")
    let empty = try house.post(path, [:], as: kaisa)
    #expect(empty.status == 409 && empty.text.contains("ainakin yksi rooli"))
    let past = try house.post(
        path,
        ["role.trainer": "yes", "ends.trainer": "2001-01-01"],
        as: kaisa
    )
    #expect(past.status == 422 && past.field("ends.trainer") == "2001-01-01")
    let same = try house.post(path, ["role.trainer": "yes"], as: kaisa)
    #expect(same.location.hasSuffix("did=form.done.unchanged"))
    #expect(try roles(house, eero) == ["trainer"])
    #expect(try !house.log(of: takk).contains("member.roles-changed done"))
    #expect(house.faults.all.isEmpty)
}

@Test func `roles sent twice are saved once`() throws {
    let house = try TestHouse("roles_twice")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer)
    let key = ID<Membership>().text
    for _ in 1...2 {
        let sent = try house.post(
            "/takk/members/\(eero.membership)/roles",
            ["once": key, "role.expert": "yes"],
            as: kaisa
        )
        #expect(sent.status == 303)
    }
    #expect(try house.log(of: takk) == ["member.roles-changed done"])
}
