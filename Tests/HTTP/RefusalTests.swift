import Base
import HTTP
import Testing

struct RefusalTests {
    /// The rest of a head, after the host.
    private func status(
        _ fields: String,
        line: String = "POST / HTTP/1.1",
        host: String = "Host: a\r\n"
    ) -> String {
        let text = "\(line)\r\n\(host)\(fields)\r\n\r\n"
        return read(text).last ?? "nothing"
    }

    @Test(arguments: [
        "Content-Length: 3\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 3",
        "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding: xchunked",
        "Transfer-Encoding:", "Transfer-Encoding: \"chunked\"",
    ])
    func `a body framed in two ways or by another coding is refused`(fields: String) {
        #expect(status(fields) == "refused 400")
    }

    @Test func `a transfer coding in HTTP 1 0 is refused`() {
        #expect(status("Transfer-Encoding: chunked", line: "POST / HTTP/1.0") == "refused 400")
    }

    @Test(arguments: [
        "Content-Length: 3\r\nContent-Length: 3", "Content-Length: 3, 3", "Content-Length: +3",
        "Content-Length: -3",
        "Content-Length: 0x3", "Content-Length: 3 3", "Content-Length:", "Content-Length: ３",
    ])
    func `a length that is not one plain number is refused`(fields: String) {
        #expect(status(fields) == "refused 400")
    }

    @Test(arguments: [
        "X: a\rb", "X: a\nb", "X: a\u{0}b", "X: a\u{7F}", "X: a\r\r\nY: b", "X: a\n\r\n",
        "X: \u{1}",
    ])
    func `a bare line end or a control character is refused`(fields: String) {
        #expect(status(fields) == "refused 400")
    }

    @Test(arguments: [
        "X: a\r\n b", "X: a\r\n\tb", " X: a", "X : a", "X\t: a", ": a", "X", "X(: a", "Ä: a",
    ])
    func `a folded line or a name that is no token is refused`(fields: String) {
        #expect(status(fields) == "refused 400")
    }

    @Test(arguments: [
        "", "Host:\r\n", "Host: a\r\nHost: a\r\n", "Host: a\r\nhost: b\r\n", "Host: a b\r\n",
        "Host: a/b\r\n", "Host: u@a\r\n", "Host: a,b\r\n", "Host: a:x\r\n", "Host: [::1\r\n",
        "Host: :80\r\n",
    ])
    func `a missing, doubled or impossible host is refused`(host: String) {
        #expect(status("X: y", host: host) == "refused 400")
    }

    @Test(arguments: [
        "GET", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1", "G(T / HTTP/1.1",
        "GET\t/\tHTTP/1.1",
        "GET / http/1.1", "GET / HTTP/11", "GET / HTTP/1.", "GET / FTP/1.1", "GET a HTTP/1.1",
        "GET * HTTP/1.1",
        "GET /a#b HTTP/1.1", "GET /ä HTTP/1.1", "GET /a\u{0}b HTTP/1.1", "GET / HTTP/1.1\r",
        "GET ftp://a/ HTTP/1.1",
    ])
    func `a request line of another shape is refused`(line: String) {
        #expect(status("X: y", line: line) == "refused 400")
    }

    @Test(arguments: ["http://b/", "http://a:81/", "http://u@a/", "http:///", "https://"])
    func `an absolute target that is not the host's is refused`(target: String) {
        #expect(status("X: y", line: "GET \(target) HTTP/1.1") == "refused 400")
    }

    @Test(arguments: [
        "/..", "/a/../b", "/./a", "/%2e%2E/a", "/.%2e", "//a", "/a//b", "/a%2fb", "/a%5Cb",
        "/a%00b", "/a%0D%0Ab", "/%",
        "/%2", "/%zz", "/%ff", "/%c0%ae", "/?a=%", "/?a=%00", "/?%ff", "/\\",
    ])
    func `a path that is not normal or does not decode is refused`(target: String) {
        #expect(status("X: y", line: "GET \(target) HTTP/1.1") == "refused 400")
    }

    @Test(arguments: [
        "\r\n", "g\r\n", "0x1\r\na", "-1\r\n", "+1\r\na", " 1\r\na", "1 \r\na", "1 ;x\r\na",
        "00000000000000001\r\na",
        "1\na\r\n", "1\r\nab\r\n", "1\r\na\n", "1\r\na\rb", "0\r\nX\r\n", "0\r\n X: y\r\n",
        "0\r\nX: y\n", "1;\u{0}\r\na",
        "1;\(String(repeating: "x", count: 200))\r\na",
    ])
    func `chunks of another shape are refused`(body: String) {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(read(head + body).last == "refused 400")
    }

    @Test func `other versions and methods have statuses of their own`() {
        #expect(status("X: y", line: "GET / HTTP/2.0") == "refused 505")
        #expect(status("X: y", line: "GET / HTTP/1.2") == "refused 505")
        #expect(status("X: y", line: "TRACE / HTTP/1.1") == "refused 501")
        #expect(status("X: y", line: "get / HTTP/1.1") == "refused 501")
        #expect(status("X: y", line: "CONNECT a:80 HTTP/1.1") == "refused 501")
    }

    @Test func `what is larger than its limit is refused before it is kept`() {
        let long = String(repeating: "a", count: Limits.requestLineBytesMax)
        #expect(read("GET /\(long)") == ["refused 414"])
        #expect(read("GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n") == ["refused 414"])
        let wide = String(repeating: "a", count: Limits.headerBytesMax)
        #expect(read("GET / HTTP/1.1\r\nHost: a\r\nX: \(wide)") == ["refused 431"])
        #expect(read("GET / HTTP/1.1\r\nHost: a\r\nX: \(wide)\r\n\r\n") == ["refused 431"])
        let many = String(repeating: "X: y\r\n", count: Limits.headerFieldsMax)
        #expect(read("GET / HTTP/1.1\r\nHost: a\r\n\(many)\r\n") == ["refused 431"])
        #expect(status("Content-Length: \(Limits.bodyBytesMax + 1)") == "refused 413")
        #expect(status("Content-Length: 99999999999999999999999999") == "refused 413")
        let chunked = "Transfer-Encoding: chunked\r\n\r\n"
        #expect(status(chunked + "FFFFFFFFFFFFFFFF\r\n") == "refused 413")
        #expect(status(chunked + "100001\r\n") == "refused 413")
        #expect(status(chunked + "1\r\na\r\n100000\r\n") == "refused 413")
        #expect(status(chunked + "0\r\n" + many) == "refused 431")
    }

    @Test func `a line that is too long and ends badly is refused alike in one piece and in many`()
    {
        let long = String(repeating: "a", count: Limits.requestLineBytesMax)
        #expect(read("GET /\(long)\n") == ["refused 414"])
        let wide = String(repeating: "a", count: Limits.headerBytesMax)
        #expect(read("GET / HTTP/1.1\r\nHost: a\r\nX: \(wide)\n") == ["refused 431"])
    }

    @Test func `what is exactly as large as its limit passes`() {
        let path = String(
            repeating: "a",
            count: Limits.requestLineBytesMax - "GET / HTTP/1.1".utf8.count
        )
        #expect(request("GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n") != nil)
        #expect(request("GET /a\(path) HTTP/1.1\r\nHost: a\r\n\r\n") == nil)
        let many = String(repeating: "X: y\r\n", count: Limits.headerFieldsMax - 1)
        #expect(request("GET / HTTP/1.1\r\nHost: a\r\n\(many)\r\n") != nil)
        let body = String(repeating: "b", count: Limits.bodyBytesMax)
        #expect(
            request(
                "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            ) != nil
        )
    }

    @Test func `nothing is read after a refusal`() {
        var parser = RequestParser(peer: "")
        parser.feed("BAD\r\n".utf8)
        guard case .refused(400, nil) = parser.next(at: Instant(milliseconds: 0)) else {
            Issue.record("not refused")
            return
        }
        parser.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        guard case .refused(400, nil) = parser.next(at: Instant(milliseconds: 0)) else {
            Issue.record("read on")
            return
        }
    }

    @Test func `a refusal after the head names the request`() {
        var parser = RequestParser(peer: "")
        parser.feed("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n".utf8)
        guard case .refused(413, let request?) = parser.next(at: Instant(milliseconds: 0)) else {
            Issue.record("not refused")
            return
        }
        #expect(request.path == "/a")
    }

    @Test func `a refusal keeps the language of what was read`() {
        let wide = String(repeating: "a", count: Limits.headerBytesMax)
        let head = "GET /a HTTP/1.1\r\nHost: a\r\nAccept-Language: sv\r\n"
        for (rest, status) in [("X: \(wide)\r\n\r\n", 431), ("Expect: tea\r\n\r\n", 417)] {
            var parser = RequestParser(peer: "")
            parser.feed((head + rest).utf8)
            guard case .refused(status, let request?) = parser.next(at: Instant(milliseconds: 0))
            else {
                Issue.record("\(status) without its request")
                continue
            }
            #expect(request.fields.first("accept-language") == "sv")
        }
        var parser = RequestParser(peer: "")
        parser.feed(head.utf8)
        _ = parser.next(at: Instant(milliseconds: 0))
        #expect(parser.requestSoFar == nil)
        parser.feed("Content-Length: 5\r\n\r\nab".utf8)
        _ = parser.next(at: Instant(milliseconds: 0))
        #expect(parser.requestSoFar?.path == "/a")
    }
}
