import Base

@testable import HTTP

/// A connection's bytes: heads, bodies and chunks, whole and in random parts.
///
/// The first byte of the input chooses the parts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRequest(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    return withinTime {
        let stream = Array(bytes.dropFirst())
        let whole = read([stream[...]])
        var splits = Splits(seed: bytes.first ?? 0)
        require(read(splits.parts(of: stream)).texts == whole.texts, "split reads otherwise")
        checkFirstHead(stream, whole)
        for request in whole.requests {
            use(request)
            rewrite(request)
        }
    }
}

/// What a parser made of a stream.
private struct Outcome {
    var texts: [String] = []
    var requests: [Request] = []
    var isRefused = false
}

private func read(_ parts: [ArraySlice<UInt8>]) -> Outcome {
    var outcome = Outcome()
    var parser = RequestParser(peer: "192.0.2.1", trustsProxy: true)
    var fed = 0
    for part in parts {
        parser.feed(part)
        fed += part.count
        reading: while true {
            switch parser.next(at: Instant(milliseconds: 0)) {
            case .needsMore: break reading
            case .continueWanted: require(parser.requestSoFar != nil, "leave without a request")
            case .request(let request, let persistence):
                outcome.texts.append("\(text(request)) \(persistence)")
                outcome.requests.append(request)
            case .refused(let status, let request):
                require((400...505).contains(status), "refused with \(status)")
                // What the page is told may hang on how much had come; the status may not.
                if let request { use(request) }
                outcome.texts.append("refused \(status)")
                outcome.isRefused = true
                return outcome
            }
        }
        require(parser.bytesHeld <= fed + Limits.headerBytesMax, "holds more than has come")
    }
    return outcome
}

private func text(_ request: Request) -> String {
    let fields = request.fields.list.map { "\($0.name)=\($0.value)" }.joined(separator: "|")
    return "\(request.method) \(request.rawTarget) \(request.segments) [\(fields)] \(request.body)"
        + " \(request.peer) \(request.isSecure)"
}

/// Everything that handlers ask a request.
private func use(_ request: Request) {
    _ = request.cookie("vakka")
    _ = request.acceptsGzip
    _ = request.mediaType
    _ = try? request.form()
    _ = request.query.encoded
    for field in request.fields.list {
        require(field.value.utf8.allSatisfy { $0 >= 0x20 || $0 == 9 }, "a control character")
    }
    for segment in request.segments where request.path != "*" {
        require(!segment.isEmpty && segment != "." && segment != "..", "a dotted segment")
        require(!segment.utf8.contains(UInt8(ascii: "/")), "a hidden slash")
    }
    require(request.body.count <= Limits.bodyBytesMax, "too large a body")
}

/// The same request in another spelling: its framing made anew, all else as it was.
private func rewrite(_ request: Request) {
    var head = "\(request.method.rawValue) \(request.rawTarget) HTTP/1.1\r\n"
    for field in request.fields.list
    where !["transfer-encoding", "content-length", "expect"].contains(field.name) {
        head += "\(field.name):\(field.value)\r\n"
    }
    if !request.body.isEmpty { head += "content-length:\(request.body.count)\r\n" }
    // A byte that is no UTF-8 is read as a character of three bytes: what just fitted may not fit a second time.
    guard head.utf8.count <= Limits.headerBytesMax else { return }
    let again = read([ArraySlice(Array("\(head)\r\n".utf8) + request.body)])
    require(!again.isRefused && again.requests.count == 1, "does not read again")
    guard let other = again.requests.first else { return }
    require(other.segments == request.segments && other.query == request.query, "another target")
    require(other.body == request.body && other.peer == request.peer, "another body")
}

/// A second opinion on the first head, by other means: no accepted one could be read in two ways.
private func checkFirstHead(_ stream: [UInt8], _ outcome: Outcome) {
    guard let request = outcome.requests.first else { return }
    let end = stream.indices.first { stream[$0...].starts(with: "\r\n\r\n".utf8) && $0 > 0 }
    guard let end else { return require(false, "a head without its end") }
    let head = stream[..<(end + 2)]
    for (place, byte) in zip(head.indices, head) {
        switch byte {
        case 0: require(false, "NUL in a head")
        case 10: require(place > 0 && head[place - 1] == 13, "a bare line feed in a head")
        case 13: require(stream[place + 1] == 10, "a bare carriage return in a head")
        default: break
        }
    }
    let names = request.fields.list.map(\.name)
    let framings = names.filter { $0 == "content-length" || $0 == "transfer-encoding" }
    require(framings.count <= 1, "a body framed in two ways")
    require(names.filter { $0 == "host" }.count == 1, "not one host")
    require(!framings.isEmpty || request.body.isEmpty, "a body out of nowhere")
}
