import Base
import Support
import Testing

@Suite struct `Whom a release may name` {
    @Test func `nobody asks their own mailbox for the employer's consent`() throws {
        let fixture = try CourseFixture("hostile_own")
        let (guest, application, _) = try fixture.applicant("Aino")
        let page = try fixture.release(application, as: guest, email: guest.email.uppercased())
        #expect(page.status == 422)
        #expect(page.text.contains("Tämä on oma osoitteesi"))
        #expect(try fixture.count("release") == 0)
        #expect(try fixture.count("outbox") == 0)
    }

    @Test func `a claimed employer's own consent-givers hear of a request, whomever it names`()
        throws
    {
        let fixture = try CourseFixture("hostile_claimed")
        let firm = try fixture.house.space("firma", .employer, businessID: "1234567-1")
        let giver = try fixture.house.member(of: firm, .consentGiver)
        let (guest, application, _) = try fixture.applicant("Aino")
        #expect(try fixture.release(application, as: guest).status == 303)
        let request = try fixture.sql("select id from consent_request")[0][0]
        let mails = try fixture.house.mails(of: firm)
        #expect(Set(mails.map(\.to)) == ["pomo@yritys.example", giver.email])
        let note = try #require(mails.first { $0.to == giver.email })
        #expect(note.body.contains("/firma/consents/\(request)"))
        #expect(!note.body.contains("/answer#") && !note.body.contains("⟦"))
        #expect(
            try fixture.sql("select octet_length(applicant_mark)::text from consent_request")
                == [["32"]]
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `an employer that nobody has claimed is asked by the link alone`() throws {
        let fixture = try CourseFixture("hostile_unclaimed")
        let (guest, application, _) = try fixture.applicant("Aino")
        #expect(try fixture.release(application, as: guest).status == 303)
        #expect(try fixture.count("outbox", "tenant_id = '\(try fixture.employer())'") == 1)
    }
}
