import Base
import HTTP
import Support

extension TestHouse {
    /// Sends a body as it is, from our own page.
    func send(_ path: String, _ body: String, as guest: Guest) throws(Failure) -> Page {
        var fields = Fields()
        fields.set("host", "localhost")
        fields.set("cookie", "vakka=\(guest.token)")
        fields.set("content-type", "application/x-www-form-urlencoded")
        fields.set("sec-fetch-site", "same-origin")
        return try ask(Request(.post, path, fields: fields, body: Array(body.utf8)))
    }
}

/// A value as it stands in a form's body.
func escaped(_ value: String) -> String { percentEncoded(value) }

/// The request that ends a membership.
func ending(of member: Guest, by actor: Guest, in house: TestHouse) throws(Failure) -> Request {
    var fields = Fields()
    fields.set("host", "localhost")
    fields.set("cookie", "vakka=\(actor.token)")
    fields.set("content-type", "application/x-www-form-urlencoded")
    fields.set("sec-fetch-site", "same-origin")
    let body = "once=\(try house.once(of: actor))"
    return try Request(
        .post,
        "/takk/members/\(member.membership)/ending",
        fields: fields,
        body: Array(body.utf8)
    )
}
