import Access
import Base
import Support
import Testing

private let sound: KeyValuePairs<String, String> = [
    "name_fi": "Uusi nimi", "name_sv": "Nytt namn", "name_en": "New name", "contact_for": "anybody",
    "default_language": "sv",
    "contact_email": "Info@Takk.example", "contact_phone": "013 000 100", "logo_text": "Lyhyt",
]

@Test
func
    `a coordinator changes the settings, the pages carry the new name, and the log tells old and new`()
    throws
{
    let house = try TestHouse("settings")
    let takk = try house.space("takk", .provider)
    let other = try house.space("muu", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let page = try house.get("/takk/settings", as: kaisa)
    #expect(page.status == 200)
    #expect(page.field("name_sv") == "Rum takk")
    #expect(
        page.text.contains("http://localhost/takk") && page.text.contains("Koulutuksen järjestäjä")
    )
    #expect(page.field("slug") == nil && page.field("kind") == nil)
    let saved = try house.post("/takk/settings", sound, as: kaisa)
    #expect(saved.location == "/takk/settings?did=settings.done.saved")
    // The short name stands at the head of the page, the whole one in its title.
    let today = try house.get("/takk/today", as: kaisa).text
    #expect(today.contains("Uusi nimi</title>") && today.contains("Lyhyt<small>"))
    let row = try house.database.psql(
        """
        select slug, kind, name_fi, name_sv, name_en, default_language, contact_email, contact_phone, logo_text
          from space where id = '\(takk.id)'
        """
    )[0]
    #expect(
        row == [
            "takk", "provider", "Uusi nimi", "Nytt namn", "New name", "sv", "info@takk.example",
            "+35813000100", "Lyhyt",
        ]
    )
    #expect(
        try house.database.psql("select name_fi from space where id = '\(other.id)'") == [
            ["Tila muu"]
        ]
    )
    #expect(try house.log(of: takk).contains("settings.changed done"))
    let told = try house.database.psql(
        "select body from log.event_part where part = 'detail' and body like '%Tila takk%Uusi nimi%'"
    )
    #expect(told.count == 1)
    #expect(house.faults.all.isEmpty)
}

@Test func `settings sent twice, and settings that were so already, leave one entry`() throws {
    let house = try TestHouse("settings_twice")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    #expect(try house.post("/takk/settings", sound, as: kaisa).status == 303)
    let again = try house.post("/takk/settings", sound, as: kaisa)
    #expect(again.location == "/takk/settings?did=form.done.unchanged")
    #expect(try house.log(of: takk) == ["settings.changed done"])
}

@Test func `the slug and the kind cannot be sent along, nor changed by SQL`() throws {
    let house = try TestHouse("settings_fixed")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let sent = try house.post(
        "/takk/settings",
        [
            "slug": "muu", "kind": "employer", "state": "suspended", "name_fi": "A", "name_sv": "B",
            "name_en": "C", "contact_for": "anybody", "default_language": "fi",
        ],
        as: kaisa
    )
    #expect(sent.status == 303)
    #expect(
        try house.database.psql("select slug, kind, state from space where id = '\(takk.id)'") == [
            ["takk", "provider", "active"]
        ]
    )
    for column in ["slug = 'x'", "kind = 'employer'", "state = 'suspended'"] {
        #expect(throws: Failure.self) {
            try house.asApp("update space set \(column)", in: takk)
        }
    }
}

@Test(arguments: [Role.trainer, .expert, .auditor])
func `other roles are refused, with exactly one refusal in the log for each try`(role: Role) throws
{
    let house = try TestHouse("settings_doors")
    let takk = try house.space("takk", .provider)
    let guest = try house.member(of: takk, role)
    let stranger = try house.member(of: nil)
    #expect(try house.get("/takk/settings", as: guest).status == 403)
    #expect(try house.post("/takk/settings", sound, as: guest).status == 403)
    #expect(try house.get("/takk/settings", as: stranger).status == 404)
    #expect(try house.post("/takk/settings", sound, as: stranger).status == 404)
    #expect(try house.log(of: takk) == Array(repeating: "access.refused refused", count: 4))
    #expect(
        try house.database.psql("select name_fi from space where id = '\(takk.id)'") == [
            ["Tila takk"]
        ]
    )
}

@Test func `what does not hold comes back with what was typed`() throws {
    let house = try TestHouse("settings_bad")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let long = String(repeating: "ä", count: 3000)
    let forms: [KeyValuePairs<String, String>] = [
        [:],
        [
            "name_fi": "", "name_sv": "B", "name_en": "C", "contact_for": "anybody",
            "default_language": "fi",
            "logo_text": "Säilyy",
        ],
        [
            "name_fi": "\"><script>x</script>", "name_sv": long, "name_en": "C",
            "contact_for": "anybody", "default_language": "fi",
        ],
        [
            "name_fi": "A\r\nBcc: x", "name_sv": "B", "name_en": "C", "contact_for": "anybody",
            "default_language": "de",
        ],
        [
            "name_fi": "A", "name_sv": "B", "name_en": "C", "contact_for": "anybody",
            "default_language": "fi",
            "contact_email": "ei osoite",
        ],
        [
            "name_fi": "A", "name_sv": "B", "name_en": "C", "contact_for": "anybody",
            "default_language": "fi",
            "logo_text": "yli kahdenkymmenenneljän merkin",
        ],
    ]
    for form in forms {
        let page = try house.post("/takk/settings", form, as: kaisa)
        #expect(page.status == 422)
        #expect(!page.text.contains("<script>x") && !page.text.contains("⟦"))
    }
    #expect(try house.post("/takk/settings", forms[1], as: kaisa).field("logo_text") == "Säilyy")
    #expect(try house.log(of: takk).isEmpty)
    #expect(house.faults.all.isEmpty)
}

@Test func `the settings speak all three languages`() throws {
    let house = try TestHouse("settings_languages")
    let kaisa = try house.member(
        of: try house.space("takk", .employer, businessID: "1234567-1"),
        .coordinator
    )
    for language in Language.allCases {
        let page = try house.get("/takk/settings?language=\(language.rawValue)", as: kaisa)
        #expect(page.status == 200 && page.text.contains("1234567-1"))
        #expect(!page.text.contains("⟦"))
    }
}

@Test func `contact details that name somebody who has left wait on Today until they are changed`()
    throws
{
    let house = try TestHouse("settings_left")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koe")
    let kalle = try house.member(of: takk, .trainer, name: "Kalle Koulu", email: "kalle@x.example")
    let person = try house.person(in: takk, "Aino Maria", "Åkerlund")
    let left = "on henkilö, joka on lähtenyt"
    func says(_ expected: Bool) throws {
        for page in ["/takk/today", "/takk/settings"] {
            #expect(try house.get(page, as: kaisa).text.contains(left) == expected, "\(page)")
        }
    }
    func contact(_ name: String, _ address: String) throws {
        try house.database.psql(
            "update space set contact_name = '\(name)', contact_email = '\(address)' where id = '\(takk.id)'"
        )
    }
    // By name or by address, a member or somebody of the register.
    for (name, address, leave, back) in [
        (
            "Toimisto", "kalle@x.example",
            "update membership set ends_on = today() - 1 where id = '\(kalle.membership)'",
            "update membership set ends_on = null where id = '\(kalle.membership)'"
        ),
        (
            "Kalle Koulu", "toimisto@x.example",
            "update membership_role set ends_on = today() - 1 where membership_id = '\(kalle.membership)'",
            "update membership_role set ends_on = null where membership_id = '\(kalle.membership)'"
        ),
        (
            "Aino Maria Åkerlund", "",
            "update person set state = 'archived' where id = '\(person)'",
            "update person set state = 'active' where id = '\(person)'"
        ),
    ] {
        try contact(name, address)
        try says(false)
        try house.database.psql(leave)
        try says(true)
        try house.database.psql(back)
        try says(false)
        try house.database.psql(leave)
        try contact("Toimisto", "toimisto@x.example")
        try says(false)
        try house.database.psql(back)
    }
    // While one of two is here, somebody can be asked.
    try contact("Kalle Koulu", kaisa.email)
    try house.database.psql(
        "update membership set ends_on = today() - 1 where id = '\(kalle.membership)'"
    )
    try says(false)
    #expect(house.faults.all.isEmpty)
}
