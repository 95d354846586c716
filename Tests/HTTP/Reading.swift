import HTTP

/// What a parser makes of a whole text, in one feed.
func read(_ text: String, trustsProxy: Bool = false) -> [String] {
    read(parts: [Array(text.utf8)], trustsProxy: trustsProxy)
}

/// What a parser makes of bytes that come in parts: each step as a line of text.
func read(parts: [[UInt8]], trustsProxy: Bool = false) -> [String] {
    var parser = RequestParser(peer: "192.0.2.1", trustsProxy: trustsProxy)
    var steps: [String] = []
    for part in parts {
        parser.feed(part)
        reading: while true {
            switch parser.next() {
            case .needsMore: break reading
            case .continueWanted: steps.append("100")
            case .request(let request, let persistence):
                steps.append(described(request, persistence))
            case .refused(let status, _):
                steps.append("refused \(status)")
                return steps
            }
        }
    }
    return steps
}

private func described(_ request: Request, _ persistence: Response.Persistence) -> String {
    let fields = request.fields.list.map { "\($0.name)=\($0.value)" }.joined(separator: "|")
    let body = String(decoding: request.body, as: UTF8.self)
    return
        "\(request.method.rawValue) \(request.path) ?\(request.query.encoded) [\(fields)] <\(body)> "
        + "\(persistence) \(request.peer) \(request.isSecure)"
}

/// The one request in a text, or nil.
func request(_ text: String, trustsProxy: Bool = false) -> Request? {
    var parser = RequestParser(peer: "192.0.2.1", trustsProxy: trustsProxy)
    parser.feed(text.utf8)
    if case .request(let request, _) = parser.next() { return request }
    return nil
}
