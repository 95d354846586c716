import Base
import HTTP
import Support
import Testing

/// What a form sends to tire a server out, by what it is made of.
private let floods: [String] = [
    String(repeating: "w", count: 150_000), "e" + String(repeating: "\u{301}", count: 40_000),
    String(repeating: "\u{1F1EB}", count: 20_000), String(repeating: "a\r\n", count: 30_000),
]

@Suite(.serialized) struct `What is typed to do harm` {
    @Test(arguments: floods.indices)
    func `a flood in any field is a mistake like another`(index: Int) throws {
        let fixture = try CourseFixture("hostile_flood_\(index)")
        for name in ["given_name", "email", "phone", "person_language"] {
            let form = KeyValuePairsBuilder(typed()).replacing(name, floods[index])
            let page = try fixture.house.post(fixture.form, form)
            #expect(page.status == 422)
            let isTold = page.text.contains("href=\"#\(name)\"")
            #expect(isTold, "\(name)")
            #expect(page.field("municipality") == "Pori")
        }
        let code = try fixture.house.post(fixture.form + "/confirmation", confirmed(floods[index]))
        #expect(code.status == 303)
        #expect(try fixture.house.mails(of: nil).isEmpty)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `what is too long is not looked through for anything else`() throws {
        let fixture = try CourseFixture("hostile_long")
        let long = String(repeating: "w", count: 600) + "@nimi.fi"
        let page = try fixture.house.post(
            fixture.form,
            KeyValuePairsBuilder(typed()).replacing("given_name", long)
        )
        #expect(page.status == 422)
        let isLooked = page.text.contains("Kirjoita pelkkä nimi")
        #expect(!isLooked)
    }

    @Test func `a field's name has its bounds too`() throws {
        let fixture = try CourseFixture("hostile_names")
        let name = String(repeating: "n", count: 101)
        #expect(try fixture.house.post(fixture.form, [name: "x"]).status == 400)
    }

    @Test func `a flood is shown again as it was typed`() throws {
        let fixture = try CourseFixture("hostile_shown")
        let flood = String(repeating: "w", count: 100_000)
        let page = try fixture.house.post(
            fixture.form,
            KeyValuePairsBuilder(typed()).replacing("given_name", flood)
        )
        #expect(page.field("given_name") == flood)
        #expect(page.text.contains("100\u{A0}000"))
    }

    @Test func `marks piled on one letter are no name`() throws {
        let fixture = try CourseFixture("hostile_marks")
        let pile = "e" + String(repeating: "\u{301}", count: 400)
        let page = try fixture.house.post(
            fixture.form,
            KeyValuePairsBuilder(typed()).replacing("family_name", pile)
        )
        #expect(page.status == 422)
        #expect(page.text.contains("href=\"#family_name\""))
        #expect(try fixture.house.mails(of: nil).isEmpty)
    }

    @Test(arguments: [
        "A\u{85}B", "A\u{2028}B", "A\u{2029}B", "A\u{202E}B", "A\u{2066}B", "A\u{200F}B",
        "A\u{9B}B", "nimi.fi", "Aino www.nimi.fi", "Aino/Ahola", "aino@nimi", "\\\\nimi",
    ])
    func `what hides, turns the text or leads elsewhere is no name`(name: String) throws {
        let fixture = try CourseFixture("hostile_name")
        for field in ["given_name", "family_name"] {
            let page = try fixture.house.post(
                fixture.form,
                KeyValuePairsBuilder(typed()).replacing(field, name)
            )
            #expect(page.status == 422)
            #expect(page.text.contains("href=\"#\(field)\""))
        }
        #expect(try fixture.house.mails(of: nil).isEmpty)
    }

    @Test(arguments: ["J.R. Matti", "Anna-Liisa", "D’Ángelo", "Söderström", "Ó Néill"])
    func `names as people have them are taken`(name: String) throws {
        let fixture = try CourseFixture("hostile_taken")
        let page = try Browser(fixture.house).send(
            fixture.form,
            KeyValuePairsBuilder(typed()).replacing("given_name", name)
        )
        #expect(page.status == 200)
        #expect(page.field("given_name") == name)
    }

    @Test func `a stranger who asks for codes keeps nobody elsewhere from theirs`() throws {
        let fixture = try CourseFixture("hostile_codes")
        func ask(from peer: String) throws -> Int {
            var form = Form(typed().map { Form.Pair($0.key, $0.value) })
            form.append("once", ID<CourseFixture>().text)
            let fields: Fields = ["host": "localhost", "sec-fetch-site": "same-origin"]
            return try fixture.house.ask(
                Request(.post, fixture.form, fields: fields, form: form, peer: peer)
            ).status
        }
        var statuses: [Int] = []
        for _ in 0..<5 { statuses.append(try ask(from: "198.51.100.7")) }
        #expect(statuses.last == 429)
        #expect(try ask(from: "192.0.2.1") == 303)
    }
}
