import Base
import HTTP
import Testing

struct ResponseTests {
    private func text(_ response: Response, _ method: HTTP.Method = .get) -> String {
        String(
            decoding: response.serialised(
                for: method,
                .open,
                at: Instant(milliseconds: 784_111_777_999)
            ),
            as: UTF8.self
        )
    }

    @Test func `a response is written with its length and date`() {
        let response = Response(text: "hello")
        #expect(
            text(response)
                == "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 5\r\n"
                + "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\nhello"
        )
    }

    @Test func `a prepared response is written like any other, also when it is changed`() {
        var response = Response(status: 206, contentType: "image/png", body: [65])
        response.fields.set("etag", "\"x\"")
        var prepared = response.prepared
        #expect(text(prepared) == text(response))
        for change: (inout Response) -> Void in [
            { $0.status = 304 }, { $0.body = [66, 67] }, { $0.fields.set("etag", "\"y\"") },
            { $0.setCookie(Cookie("a", "b", secure: true)) },
        ] {
            change(&prepared)
            change(&response)
            #expect(text(prepared) == text(response))
            prepared = prepared.prepared
        }
    }

    @Test func `the answer to HEAD has the length but no body`() {
        let written = text(Response(text: "hello"), .head)
        #expect(written.contains("content-length: 5\r\n") && written.hasSuffix("\r\n\r\n"))
    }

    @Test(arguments: [204, 304])
    func `a response without content has neither length nor body`(status: Int) {
        let written = text(Response(status: status, body: [1, 2]))
        #expect(!written.contains("content-length") && written.hasSuffix("\r\n\r\n"))
    }

    @Test func `the framing is never the handler's`() {
        let fields: Fields = [
            "Content-Length": "77", "Transfer-Encoding": "chunked", "Connection": "upgrade",
            "Date": "x",
        ]
        let written = text(Response(fields: fields, body: [65]))
        #expect(written.contains("content-length: 1\r\n"))
        #expect(
            !written.contains("77") && !written.contains("chunked") && !written.contains("upgrade")
        )
    }

    @Test func `a connection is closed or kept as the head says`() {
        let closed = Response().head(.close, at: Instant(milliseconds: 0))
        #expect(String(decoding: closed, as: UTF8.self).contains("connection: close\r\n"))
        let kept = Response().head(.openAsAsked, at: Instant(milliseconds: 0))
        #expect(String(decoding: kept, as: UTF8.self).contains("connection: keep-alive\r\n"))
    }

    @Test func `a status out of range is our fault`() {
        #expect(text(Response(status: -5)).hasPrefix("HTTP/1.1 500 "))
        #expect(text(Response(status: 100)).hasPrefix("HTTP/1.1 500 "))
    }

    @Test(arguments: ["a\r\nSet-Cookie: x=1", "a\nb", "a\rb", "a\u{0}b", "\u{7F}"])
    func `a response cannot be split`(value: String) {
        var response = Response.redirect(to: value)
        #expect(response.fields.list.isEmpty)
        var refused: [Bool] = []
        refused.append(response.fields.append("x", value))
        refused.append(response.fields.append(value, "x"))
        refused.append(response.fields.set("x", value))
        refused.append(response.setCookie(Cookie("a", value, secure: true)))
        refused.append(response.setCookie(Cookie(value, "a", secure: true)))
        refused.append(response.setCookie(Cookie("a", "b", path: value, secure: true)))
        #expect(!refused.contains(true))
        #expect(text(response) == text(Response(status: 303)))
    }

    @Test func `a refused value leaves the former in its place`() {
        var fields: Fields = ["x": "1"]
        fields.set("X", "a\nb")
        #expect(fields.all("x") == ["1"])
        fields.set("X", "2")
        #expect(fields.all("x") == ["2"])
    }

    @Test func `a cookie says all that it is`() {
        var response = Response(status: 200)
        response.setCookie(Cookie("__Host-s", "abc", maxAge: 60, secure: true, sameSite: .strict))
        response.setCookie(Cookie("l", "fi", path: "/a", secure: false, httpOnly: false))
        #expect(
            response.fields.all("set-cookie") == [
                "__Host-s=abc; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Strict",
                "l=fi; Path=/a; SameSite=Lax",
            ]
        )
        response.setCookie(Cookie("a", "b; Domain=evil", secure: true))
        response.setCookie(Cookie("a", "b", path: "/; Domain=evil", secure: true))
        #expect(response.fields.all("set-cookie").count == 2)
    }
}
