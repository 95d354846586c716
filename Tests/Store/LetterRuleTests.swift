import Base
import Letters
import Store
import Support
import Testing

/// What the database itself says of letters, whatever the program sends: broken on purpose, as the role that serves.
@Suite struct `A letter in the database` {
    private let house: TestHouse
    private let provider: TestSpace
    private let employer: TestSpace
    private let association: TestSpace

    init() throws {
        house = try TestHouse("letter_rules")
        provider = try house.space("takk", .provider)
        employer = try house.space("firma", .employer)
        association = try house.space("yhdistys", .association)
    }

    private func end(
        _ direction: String,
        _ kind: String,
        from: TestSpace,
        _ other: TestSpace,
        _ body: String,
        reference: String
    ) -> String {
        """
        set local app.tenant = '\(from.id)';
        insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
          values ('\(from.id)', '\(ID<Event>())', '\(direction)', '\(kind)', '\(other.id)', '\(reference)', $b$\(body)$b$);
        """
    }

    /// Both ends of a letter, in one transaction of the app's own role; what the database said, empty when it let it pass.
    private func send(
        _ kind: String,
        from sender: TestSpace,
        to receiver: TestSpace,
        _ body: String,
        received: String? = nil
    ) -> String {
        let reference = ID<Event>().text
        return run(
            end("out", kind, from: sender, receiver, body, reference: reference)
                + end("in", kind, from: receiver, sender, received ?? body, reference: reference)
        )
    }

    private func run(_ sql: String) -> String {
        do throws(Failure) {
            _ = try runScript(house.database.app, "begin; set local app.actor = ''; \(sql) commit")
            return ""
        } catch .broken(let fault) {
            return fault.detail
        } catch {
            return "\(error)"
        }
    }

    private let cancelled = #"{"ask": "x", "provider": "TAKK"}"#

    @Test func `of a listed kind passes the way that the list says`() {
        #expect(send("consent.cancelled", from: provider, to: employer, cancelled) == "")
    }

    @Test func `of an unknown kind does not pass`() {
        let said = send("consent.gossip", from: provider, to: employer, cancelled)
        #expect(said.contains("of an unknown kind"), "\(said)")
    }

    @Test func `does not pass the wrong way, or between other kinds of space`() {
        for (sender, receiver) in [
            (employer, provider), (provider, association), (association, employer),
            (association, provider),
        ] {
            let said = send("consent.cancelled", from: sender, to: receiver, cancelled)
            #expect(said.contains("does not pass this way"), "\(said)")
        }
    }

    @Test func `has the fields of its kind and no others`() {
        for body in [
            #"{"ask": "x", "provider": "TAKK", "reason": "burnout"}"#, #"{"ask": "x"}"#, "{}",
        ] {
            let said = send("consent.cancelled", from: provider, to: employer, body)
            #expect(said.contains("other fields than its kind"), "\(said)")
        }
    }

    @Test func `is no longer than eight kilobytes`() {
        let long = #"{"ask": "x", "provider": "\#(String(repeating: "a", count: 8200))"}"#
        let said = send("consent.cancelled", from: provider, to: employer, long)
        #expect(said.contains("is too long"), "\(said)")
    }

    @Test func `comes only when it was sent, in the same words`() {
        let reference = ID<Event>().text
        let forged = run(
            end(
                "in",
                "consent.cancelled",
                from: employer,
                provider,
                cancelled,
                reference: reference
            )
        )
        #expect(forged.contains("nobody has sent this letter"), "\(forged)")
        let other = cancelled.replacing("TAKK", with: "Toinen")
        let said = send(
            "consent.cancelled",
            from: provider,
            to: employer,
            cancelled,
            received: other
        )
        #expect(said.contains("nobody has sent this letter"), "\(said)")
    }

    @Test func `is not sent without coming`() {
        let reference = ID<Event>().text
        let said = run(
            end(
                "out",
                "consent.cancelled",
                from: provider,
                employer,
                cancelled,
                reference: reference
            )
        )
        #expect(said.contains("has not come"), "\(said)")
    }

    @Test func `is never changed and never taken away`() {
        #expect(run("update letter set body = '{}';").contains("permission denied"))
        #expect(run("delete from letter;").contains("permission denied"))
    }

    @Test func `has a list that only the migrator fills, and the self-test compares`() throws {
        #expect(run("update letter_kind set fields = '{}';").contains("permission denied"))
        #expect(try SelfTest.run(house.database.app).isEmpty)
        try house.database.psql(
            "update letter_kind set fields = fields || array['reason'] where kind = 'consent.request'"
        )
        let findings = try SelfTest.run(house.database.app)
        #expect(findings.contains { $0.object.hasPrefix("consent.request") })
        try house.database.psql("delete from letter_kind where kind = 'consent.reminder'")
        #expect(
            try SelfTest.run(house.database.app).contains {
                $0.object.hasPrefix("consent.reminder")
            }
        )
    }
}
