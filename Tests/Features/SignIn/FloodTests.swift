import Base
import Crypto
import HTTP
import Support
import Testing

@Test func `an empty password asks for a mailed code, as the page says`() throws {
    let house = try TestHouse("flood_empty")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let page = try house.signIn(kaisa.email, "", next: "/account")
    #expect(page.status == 303)
    #expect(page.location == "/sign-in/code?next=%2Faccount")
    let code = try #require(try house.mailedCode(to: kaisa.email))
    let inside = try house.send(
        "/sign-in/code",
        ["code": code, "next": "/account"],
        cookies: page.jar
    )
    #expect(inside.location == "/account")
    let without = try house.signIn("", "")
    #expect(without.status == 422)
    #expect(try house.mails(of: nil).count == 1)
}

@Test func `sign-in after sign-in from one network has to wait, the same account elsewhere not`()
    throws
{
    let house = try TestHouse("flood_right")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    // A minute may end while the attempts run: then the count begins anew, once.
    var statuses: [Int] = []
    for _ in 0..<50 where !statuses.contains(429) {
        statuses.append(try house.signIn(kaisa.email).status)
        try house.stretchWaits()
    }
    #expect(statuses.prefix(20).allSatisfy { $0 == 303 })
    #expect(statuses.last == 429)
    #expect(try house.signIn(kaisa.email, from: "198.51.100.7").status == 303)
}

@Test func `an account has at most twenty sessions, and the log tells which end`() throws {
    let house = try TestHouse("flood_sessions")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    try house.database.psql(
        """
        insert into accounts.session (id, account_id, token_hash, strength, agent, address, created_at)
        select gen_random_uuid(), '\(kaisa.account)', sha256(n::text::bytea), 'password', 'test', '',
               moment() - interval '1 hour' + n * interval '1 second' from generate_series(1, 21) n
        """
    )
    #expect(try house.signIn(kaisa.email).status == 303)
    let open = try house.database.psql(
        """
        select count(*), bool_or(token_hash = sha256('1'::bytea)), bool_or(token_hash = sha256('21'::bytea))
          from accounts.session where account_id = '\(kaisa.account)' and ended_at is null
        """
    )
    #expect(open == [["20", "f", "t"]])
    #expect(
        try house.log(of: takk).sorted() == [
            "account.session-ended done", "account.signed-in done",
        ]
    )
    let count = try house.database.psql(
        """
        select d.body::jsonb ->> 'count' from log.event e join log.event_part d
            on d.tenant_id = e.tenant_id and d.event_id = e.id and d.part = 'detail'
         where e.action = 'account.session-ended'
        """
    )
    #expect(count == [["3"]])
}

@Test
func `wrong passwords from everywhere slow down who is new, and never who has been here before`()
    throws
{
    let house = try TestHouse("flood_anywhere")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    #expect(try house.signIn(kaisa.email, from: "203.0.113.9").status == 303)
    // The count may begin anew once while the attempts run.
    var statuses: [Int] = []
    for index in 0..<60 where !statuses.contains(429) {
        statuses.append(
            try house.signIn(kaisa.email, "väärä salasana", from: "198.51.\(index).7").status
        )
        try house.stretchWaits()
    }
    #expect(statuses.prefix(20).allSatisfy { $0 == 422 })
    #expect(statuses.last == 429)
    let late = try house.signIn(kaisa.email, from: "192.0.2.77")
    #expect(late.status == 429)
    #expect(Int(late.response.fields.first("retry-after") ?? "") ?? 999 <= 300)
    // Their own network, and a mailed code from anywhere, are open to the owner.
    #expect(try house.signIn(kaisa.email, from: "203.0.113.9").status == 303)
    #expect(
        try house.send("/sign-in/codes", ["email": kaisa.email], from: "192.0.2.77").status == 303
    )
}

@Test func `many who ask for codes at once do not shut the door for the rest`() throws {
    let house = try TestHouse("flood_codes")
    for index in 0..<130 {
        let page = try house.send(
            "/sign-in/codes",
            ["email": "nimi\(index)@testi.example"],
            from: "198.51.100.\(index)"
        )
        #expect(page.status == 303)
    }
    try house.stretchWaits()
    #expect(
        try house.send(
            "/sign-in/codes",
            ["email": "kaisa@testi.example"],
            from: "203.0.113.9"
        ).status == 303
    )
}

@Test func `an invitation's link that opens and one that opens nothing both stand in the log`()
    throws
{
    let house = try TestHouse("flood_invitation")
    let takk = try house.space("takk", .provider)
    let token = try Token()
    try house.database.psql(
        """
        insert into invitation (tenant_id, id, email, name, roles, token_hash, expires_at)
        values ('\(takk.id)', '\(ID<Account>())', 'noora@testi.example', 'Noora', '{trainer}',
          '\\x\(hex(token.hash))', moment() + interval '1 day')
        """
    )
    let opened = try house.send("/takk/invitation", ["token": token.text])
    #expect(try house.get(opened.location, fields: ["cookie": opened.jar]).status == 200)
    let wrong = try Token().text
    #expect(try house.send("/takk/invitation", ["token": wrong]).status == 422)
    #expect(
        try house.log(of: takk) == ["member.invitation-opened done", "access.refused refused"]
    )
    for _ in 0..<10 { _ = try house.send("/takk/invitation", ["token": wrong]) }
    try house.stretchWaits()
    #expect(try house.send("/takk/invitation", ["token": wrong]).status == 429)
    // Who has a link that works is not held back by a neighbour who guesses.
    #expect(try house.send("/takk/invitation", ["token": token.text]).status == 303)
}

@Test func `a network that goes on trying is turned away at the door, and its neighbours are not`()
    throws
{
    let house = try TestHouse("flood_door")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let pipeline = house.pipeline
    func request(from peer: String, path: String = "/sign-in") throws -> Request {
        try Request(
            .post,
            path,
            fields: ["host": "localhost", "accept-language": "sv"],
            form: ["email": "kuka@testi.example", "password": "väärä"],
            peer: peer
        )
    }
    // Twenty wrong ones are free; then the network waits, and is told so with the form a few times.
    var told = 0
    for index in 0..<60 where told < Limits.waitsToldInFull {
        #expect(pipeline.turnedAway(try request(from: "198.51.100.7")) == nil)
        let page = try house.signIn("nimi\(index)@testi.example", "väärä", from: "198.51.100.7")
        if page.status == 429 {
            told += 1
            #expect(page.text.contains("nimi\(index)@testi.example"))
        }
        try house.stretchWaits()
    }
    let door = try #require(pipeline.turnedAway(try request(from: "198.51.100.7")))
    #expect(door.status == 429)
    #expect(Int(door.fields.first("retry-after") ?? "") ?? 0 > 0)
    #expect(String(decoding: door.body, as: UTF8.self).contains("För många försök"))
    #expect(pipeline.turnedAway(try request(from: "198.51.100.8")) == nil)
    #expect(pipeline.turnedAway(try request(from: "198.51.100.7", path: "/sign-in/codes")) == nil)
    #expect(try house.signIn(kaisa.email, from: "198.51.100.8").status == 303)
}

@Test
func `codes to one mailbox are bounded wherever they are asked for, its owner's network aside`()
    throws
{
    let house = try TestHouse("flood_mailbox")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    #expect(try house.signIn(kaisa.email, from: "203.0.113.9").status == 303)
    func ask(_ email: String, from network: String) throws -> Int {
        try house.send("/sign-in/codes", ["email": email], from: network).status
    }
    // The count may begin anew once while they are asked for.
    var statuses: [Int] = []
    for index in 0..<40 where !statuses.contains(429) {
        statuses.append(try ask(kaisa.email, from: "198.51.\(index).7"))
        try house.stretchWaits()
    }
    #expect(statuses.prefix(8).allSatisfy { $0 == 303 })
    #expect(statuses.last == 429)
    #expect(try house.mails(of: nil).count == statuses.count - 1)
    #expect(try ask("muu@testi.example", from: "198.51.1.7") == 303)
    #expect(try ask(kaisa.email, from: "203.0.113.9") == 303)
}

@Test(arguments: ["sign-in", "code"])
func `the brake on all together grips at its figure, and only on who is part of the flood`(
    kind: String
) throws {
    let house = try TestHouse("flood_all_\(kind == "code" ? "codes" : "words")")
    _ = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    // 3,200 attempts of this minute, and of the next in case it ends.
    let minute = Clock.real.now.milliseconds / 60_000
    for key in ["\(kind) \(minute)", "\(kind) \(minute + 1)"] {
        try house.database.psql(
            "select accounts.throttle_count(array['\(key)'], 3000) from generate_series(1, 3200)"
        )
    }
    func attempt(_ number: Int, from network: String) throws -> Int {
        kind == "code"
            ? try house.send("/sign-in/codes", ["email": "a\(number)@testi.example"], from: network)
                .status
            : try house.signIn("a\(number)@testi.example", "väärä salasana", from: network).status
    }
    let free = kind == "code" ? 303 : 422
    #expect(try attempt(1, from: "198.51.100.7") == free)
    #expect(try attempt(2, from: "198.51.100.7") == free)
    try house.stretchWaits()
    #expect(try attempt(3, from: "198.51.100.7") == 429)
    #expect(try attempt(4, from: "203.0.113.9") == free)
}
