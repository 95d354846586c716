import Base
import HTTP
import Testing

struct FormTests {
    @Test func `a form is read as it was written`() throws {
        let form: Form = ["nimi": "Ä & Ö", "rivit": "a\r\nb", "nimi": "", "a=b": "100 %+"]
        #expect(try Form(parsing: form.encoded.utf8) == form)
        #expect(form["nimi"] == "Ä & Ö")
        #expect(form.all("nimi") == ["Ä & Ö", ""])
        #expect(form["none"] == "" && form.first("none") == nil)
    }

    @Test func `plus is a space and empty parts are passed over`() throws {
        let form = try Form(parsing: "&a=b+c&&d&=e&".utf8)
        #expect(form.pairs == [.init("a", "b c"), .init("d", ""), .init("", "e")])
    }

    @Test(arguments: ["a=%", "a=%4", "a=%g1", "%ff=1", "%00=1", "\u{0}=1", "a=%ED%A0%80"])
    func `what does not decode is refused`(text: String) {
        #expect(throws: Failure.self) { try Form(parsing: text.utf8) }
    }

    @Test(arguments: ["a=b%00c", "a=b\u{0}c"])
    func `NUL in a value is left to whoever reads the field`(text: String) throws {
        #expect(try Form(parsing: text.utf8)["a"] == "b\u{0}c")
        #expect(throws: Failure.self) { try Target("/?" + text) }
    }

    @Test func `too many fields are refused`() throws {
        let text = Array(repeating: "a=1", count: Limits.formFieldsMax).joined(separator: "&")
        #expect(try Form(parsing: text.utf8).pairs.count == Limits.formFieldsMax)
        #expect(throws: Failure.self) { try Form(parsing: (text + "&a=1").utf8) }
    }

    @Test func `a body is a form only when its type says so`() throws {
        let request = try Request(.post, "/", form: ["a": "1"])
        #expect(try request.form()["a"] == "1")
        let other = try Request(
            .post,
            "/",
            fields: ["content-type": "text/plain"],
            body: Array("a=1".utf8)
        )
        #expect(throws: Failure.self) { try other.form() }
        let typed = try Request(
            .post,
            "/",
            fields: ["content-type": "Application/X-WWW-Form-urlencoded ; charset=utf-8"],
            body: Array("a=1".utf8)
        )
        #expect(try typed.form()["a"] == "1")
    }

    @Test func `cookies are found by their whole name`() throws {
        let request = try Request(
            .get,
            "/",
            fields: ["cookie": "xs=1; s=2=3;t=", "cookie": "s=4; u=5"]
        )
        #expect(request.cookie("s") == "2=3")
        #expect(request.cookie("t") == "")
        #expect(request.cookie("u") == "5")
        #expect(request.cookie("x") == nil)
    }

    @Test(arguments: [
        ("gzip", true), ("deflate, GZIP;q=0.5", true), ("gzip;q=0", false),
        ("gzip; q=0.000", false), ("br", false),
        ("*", true), ("*;q=0", false), ("*, gzip;q=0", false), ("", false),
    ])
    func `compression is used only when the client takes it`(value: String, accepts: Bool) throws {
        #expect(try Request(fields: ["accept-encoding": value]).acceptsGzip == accepts)
    }
}
