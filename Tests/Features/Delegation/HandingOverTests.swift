import Access
import Base
import Support
import Testing

@Suite struct `Many requests at once` {
    @Test func `are passed on to a colleague, each as its own page would, and answered by none`()
        throws
    {
        let fixture = try ConsentFixture("hand_over", employerState: "active")
        let (house, employer) = (fixture.house, fixture.employer)
        let liisa = try fixture.ask("Liisa Malli")
        let oili = try fixture.ask("Oili Koe", email: "olli@yritys.example")
        let done = try fixture.ask("Jo Vastattu")
        let over = try fixture.ask("Ei Vireillä")
        let mari = try house.member(of: employer, .consentGiver, name: "Mari Antaja")
        _ = try house.post(
            "/tyonantaja/consents/\(done.id)/decision",
            ["consent": "no", "name": "Mari Antaja", "shown": "fi", "contact": "", "sure": "yes"],
            as: mari
        )
        try house.database.psql(
            "update consent_request set state = 'cancelled' where id = '\(over.id)'"
        )
        let preview = "/tyonantaja/consents/selection"
        let act = "\(preview)/act"
        func form(_ chosen: [Asked], _ name: String = "", _ address: String = "") -> String {
            "to=hand-over&once=\(ID<Asked>())&colleague=\(name)&address=\(address)"
                + chosen.map { "&request=\($0.id)" }.joined()
        }
        func links() throws -> [[String]] {
            try house.database.psql(
                """
                select r.employee_name, l.email, l.name, l.delegated_by from consent_link l
                  join consent_request r on r.id = l.request_id where l.delegated_by <> '' order by 1
                """
            )
        }
        // Numbers stand beside the states, and buttons where one may decide.
        let list = try house.get("/tyonantaja/consents", as: mari).text
        #expect(list.contains("Odottaa vastausta <small>2</small>"))
        #expect(list.contains("value=\"hand-over\""))

        let page = try house.send(preview, form([liisa, oili, done, over]), as: mari)
        #expect(page.status == 200)
        for text in [
            "Siirretään 2 pyyntöä", "2 pyyntöä jää pois", "ei enää odota", "Liisa Malli",
            "name=\"address\"", "Ei enää vireillä",
        ] { #expect(page.text.contains(text), "\(text)") }
        #expect(!page.text.contains("Ei Vireillä"))
        let wrong = try house.send(act, form([liisa, oili], "Petri", "petri"), as: mari)
        #expect(wrong.status == 422 && wrong.field("address") == "petri")
        #expect(wrong.field("colleague") == "Petri")
        let late = try house.send(act, form([liisa, done], "Petri", "p@yritys.example"), as: mari)
        #expect(late.status == 409 && late.field("address") == "p@yritys.example")
        #expect(try links().isEmpty)

        // What the colleague has already stays; the rest goes, once, with a link and a mail for each.
        let sent = form([liisa, oili], "Olli", "olli@yritys.example")
        for _ in 1...2 {
            let passed = try house.send(act, sent, as: mari)
            #expect(passed.location.hasPrefix("/tyonantaja/consents?did=consents.done.handed-over"))
        }
        #expect(try links() == [["Liisa Malli", "olli@yritys.example", "Olli", "Mari Antaja"]])
        #expect(try house.log(of: employer).filter { $0 == "consent.delegated done" }.count == 1)
        #expect(try house.mails(of: employer).last?.to == "olli@yritys.example")
        let again = try house.send(
            act,
            form([liisa, oili], "Olli", "olli@yritys.example"),
            as: mari
        )
        #expect(again.status == 409 && again.text.contains("jo tässä osoitteessa"))
        // Only who may decide, and only requests of this employer.
        let kaisa = try house.member(of: employer, .coordinator)
        #expect(try house.send(act, form([liisa], "O", "o@x.example"), as: kaisa).status == 403)
        let none = form([], "O", "o@x.example") + "&request=\(ID<Asked>())"
        #expect(try house.send(act, none, as: mari).status == 404)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
