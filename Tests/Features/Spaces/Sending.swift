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
