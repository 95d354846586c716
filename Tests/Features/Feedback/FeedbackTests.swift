import Access
import Base
import Foundation
import HTTP
import Support
import Testing

/// What anybody tells of accessibility, and the answer that a coordinator owes.
@Suite struct `Feedback on accessibility` {
    private let house: TestHouse
    private let takk: TestSpace
    private let kaisa: Guest

    init() throws {
        house = try TestHouse("feedback")
        takk = try house.space("takk", .provider)
        kaisa = try house.member(of: takk, .coordinator)
    }

    private func id() throws -> String {
        try house.database.psql("select id from feedback order by sent_at desc, id desc limit 1")[
            0
        ][0]
    }

    @Test
    func `comes from anybody, waits on Today, is answered once, and is read by coordinators alone`()
        throws
    {
        let page = try house.get("/takk/accessibility")
        #expect(page.status == 200 && page.text.contains("Traficom"))
        let empty = try house.post("/takk/accessibility", ["body": " ", "name": "Liisa"])
        #expect(empty.status == 422 && empty.field("name") == "Liisa")
        let sent = try house.post(
            "/takk/accessibility",
            ["body": "Painike ei löydy <b>", "name": "", "email": ""]
        )
        #expect(sent.location == "/takk/accessibility?did=feedback.done.sent")
        #expect(try house.mails(of: takk).isEmpty)
        let today = try house.get("/takk/today", as: kaisa).text
        #expect(
            today.contains("Palaute saavutettavuudesta odottaa")
                && today.contains("Vastattava viimeistään")
        )
        let path = "/takk/feedback/\(try id())"
        #expect(today.contains(path))
        for role in [Role.trainer, .expert, .auditor] {
            #expect(try house.get(path, as: try house.member(of: takk, role)).status == 403)
        }
        #expect(try house.get(path, as: kaisa).text.contains("Painike ei löydy &lt;b&gt;"))
        _ = try house.database.psql("update feedback set answer_by = today() - 1")
        #expect(try house.get("/takk/today", as: kaisa).text.contains("Myöhässä"))
        #expect(try house.post(path, ["answer": ""], as: kaisa).status == 422)
        #expect(try house.post(path, ["answer": "Korjattu."], as: kaisa).status == 303)
        let late = try house.post(path, ["answer": "Toinen kirjoitus."], as: kaisa)
        #expect(late.status == 409 && late.text.contains("Toinen kirjoitus."))
        #expect(try house.get(path, as: kaisa).text.contains("Korjattu."))
        #expect(try house.mails(of: takk).isEmpty)
        #expect(try !house.get("/takk/today", as: kaisa).text.contains(path))
        // Two more wait as one row, which leads to the list; the list tells texts to nobody.
        for body in ["Toinen", "Kolmas"] {
            _ = try house.post("/takk/accessibility", ["body": body, "name": "", "email": ""])
        }
        let both = try house.get("/takk/today", as: kaisa).text
        #expect(both.contains("2 palautetta saavutettavuudesta odottaa"))
        #expect(both.contains("/takk/feedback?sort=answer-by"))
        func listed(_ state: String) throws -> String {
            try house.get("/takk/feedback?state=\(state)", as: kaisa).text
        }
        #expect(try listed("answered").contains(path) && listed("answered").contains("1 palaute"))
        #expect(try !listed("waiting").contains(path) && listed("waiting").contains("2 palautetta"))
        #expect(try listed("late").contains("Näillä rajauksilla ei ole palautetta"))
        // A word of the feedback or of its answer finds it; its file is the list, without texts.
        for (term, number) in [
            (escaped("löydy"), "1 palaute"), ("korjattu", "1 palaute"), ("toinen", "1 palaute"),
        ] {
            #expect(try house.get("/takk/feedback?q=\(term)", as: kaisa).text.contains(number))
        }
        #expect(
            try house.get("/takk/feedback?q=puuttuva", as: kaisa).text.contains(
                "Näillä rajauksilla"
            )
        )
        let file = try house.get("/takk/feedback/export.csv?state=answered", as: kaisa)
        #expect(
            file.status == 200 && file.text.contains("Vastattu") && !file.text.contains("Korjattu")
        )
        #expect(file.text.split(whereSeparator: \.isNewline).count == 2)
        #expect(try !house.get("/takk/feedback", as: kaisa).text.contains("Kolmas"))
        #expect(try house.get("/takk/settings", as: kaisa).text.contains("/takk/feedback\""))
        let log = try house.log(of: takk)
        #expect(log.contains("feedback.sent done") && log.contains("feedback.answered done"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is answered by mail only where the address was proven`() throws {
        let sent = try house.post(
            "/takk/accessibility",
            ["body": "Kontrasti", "name": "Liisa", "email": "liisa@esimerkki.example"]
        )
        let code = "/takk/accessibility/\(try id())"
        #expect(sent.location == code)
        #expect(try house.get(code).status == 200)
        let wrong = try house.post(code, ["code": "0000 0000"])
        #expect(wrong.location == "\(code)?tried=wrong")
        let mail = try #require(try house.mails(of: nil).last)
        let figures = try #require("\(mail)".firstMatch(of: /\d{4} \d{4}/)?.output)
        let proven = try house.post(code, ["code": String(figures)])
        #expect(proven.location == "/takk/accessibility?did=feedback.done.proven")
        #expect(try house.get(code).location == "/takk/accessibility")
        let path = "/takk/feedback/\(try id())"
        #expect(try house.post(path, ["answer": "Korjasimme kontrastin."], as: kaisa).status == 303)
        let answers = try house.mails(of: takk)
        #expect(answers.count == 1 && "\(answers)".contains("Korjasimme kontrastin."))
        // Unproven, the address gets no answer.
        _ = try house.post(
            "/takk/accessibility",
            ["body": "Toinen", "name": "", "email": "onni@esimerkki.example"]
        )
        #expect(
            try house.post("/takk/feedback/\(try id())", ["answer": "Kirjattu."], as: kaisa)
                .location
                .contains("feedback.done.answered")
        )
        #expect(try house.mails(of: takk).count == 1)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `keeps its rules in the database`() throws {
        _ = try house.post("/takk/accessibility", ["body": "Palaute", "name": "", "email": ""])
        let one = try id()
        for sql in [
            "update feedback set answer = 'Vastaus' where id = '\(one)'",
            "update feedback set answer = '' where id = '\(one)'",
            "delete from feedback where id = '\(one)'", "select body from feedback",
            "select email from feedback",
            "update feedback set answered_at = moment() where id = '\(one)'",
        ] {
            #expect(throws: Failure.self, "\(sql)") { try house.asApp(sql, in: takk) }
        }
        #expect(
            try house.post("/takk/feedback/\(one)", ["answer": "Vastaus"], as: kaisa).status == 303
        )
        #expect(throws: Failure.self) {
            try house.asApp("update feedback set answer = 'Toinen' where id = '\(one)'", in: takk)
        }
        #expect(try house.asApp("select body from read_feedback('\(one)')", in: takk).isEmpty)
        #expect(
            try house.asApp("select feedback_words('\(one)') || 'x'", in: takk).joined().joined()
                == ""
        )
        // After a year the house erases it.
        try house.housekeeping()
        #expect(try house.database.psql("select count(*) from feedback") == [["1"]])
        _ = try house.database.psql(
            "update feedback set answered_at = answered_at - interval '366 days'"
        )
        try house.housekeeping()
        #expect(try house.database.psql("select count(*) from feedback") == [["0"]])
        #expect(try house.log(of: takk).contains("feedback.erased done"))
    }
}
