import Base
import Glibc
import Wording

@testable import HTTP

/// The values of header fields that are read further: cookies, languages, codings, ranges, tags, and the word of a proxy.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFields(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    return withinTime {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = Language.chosen(header: text, preferred: nil)
        checkFields(text)
        checkCookie(text)
        for line in text.split(separator: "\n", maxSplits: 8).map(String.init) {
            var fields = Fields()
            let names = [
                "cookie", "accept-encoding", "range", "if-range", "if-none-match", "connection",
                "x-forwarded-for", "x-forwarded-proto", "expect", "content-type", "host",
                "content-length", "transfer-encoding",
            ]
            for name in names { fields.append(name, line) }
            guard let request = try? Request(.get, "/", fields: fields) else { return }
            _ = request.cookie("vakka")
            _ = request.mediaType
            checkHead(fields)
            checkForwarded(fields)
            checkSelection(request)
        }
    }
}

private func checkHead(_ fields: Fields) {
    var head = Head()
    head.fields = fields
    _ = head.expectsContinue
    _ = head.persistence
    _ = head.hasValidHost
    if case .fixed(let length) = head.framing(bodyBytesMax: 1000).framing {
        require((1...1000).contains(length), "a length beyond its limit")
    }
}

private func checkForwarded(_ fields: Fields) {
    guard let address = Forwarded(fields).address else { return }
    require(address.utf8.allSatisfy { ($0 >= 0x2E && $0 <= 0x3A) || $0 >= 0x61 }, "no address")
    let network = NetworkAddress(address)
    require(!network.counted.isEmpty && network.shown.utf8.count <= 45, "an address without a net")
}

private let content = Array(UInt8(0)..<200)

private func checkSelection(_ request: Request) {
    for encoding in [nil, [UInt8](repeating: 7, count: 5)] {
        var whole = Response(contentType: "text/plain", body: content)
        whole.fields.set("etag", "\"abc\"")
        let chosen = whole.selected(for: request) { encoding }
        switch chosen.status {
        case 200: require(chosen.body == content || chosen.body == encoding, "another content")
        case 206:
            let place = (chosen.fields.first("content-range") ?? "").dropFirst(6)
            let ends = place.split(separator: "/")[0].split(separator: "-").compactMap { Int($0) }
            require(ends.count == 2 && place.hasSuffix("/200"), "another place: \(place)")
            require(chosen.body == Array(content[ends[0]...ends[1]]), "another part")
            require(chosen.fields.first("content-encoding") == nil, "a part of the compressed")
        case 304, 416: require(chosen.body.isEmpty, "a body where there is none")
        default: require(false, "status \(chosen.status)")
        }
    }
}

/// No text at all may end a field or a head.
private func checkFields(_ text: String) {
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    var response = Response(status: 200, text: "")
    let taken = [
        response.fields.append("x-first", text),
        response.fields.append(String(parts[0]), parts.count > 1 ? String(parts[1]) : ""),
        response.fields.append(text, "x"),
    ].filter(\.self).count
    let head = response.head(.open, at: Instant(milliseconds: 0))
    let lines = String(decoding: head, as: UTF8.self).unicodeScalars.split(
        separator: "\r\n".unicodeScalars
    )
    let framing = [
        "content-length", "transfer-encoding", "connection", "keep-alive", "date", "trailer",
    ]
    let left = response.fields.list.filter { framing.contains($0.name) }.count
    require(lines.count == 4 + taken - left, "another number of lines: \(lines.count)")
}

private func checkCookie(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return }
    let (name, value) = (String(parts[0]), String(parts[1]))
    var response = Response(status: 200, text: "")
    guard response.setCookie(Cookie(name, value, secure: true)) else { return }
    let field = response.fields.first("set-cookie") ?? ""
    require(field == "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax", "another cookie")
    let request = try? Request(.get, "/", fields: ["cookie": "a=b; \(name)=\(value)"])
    require(name == "a" || request?.cookie(name) == value, "the cookie comes back otherwise")
}
