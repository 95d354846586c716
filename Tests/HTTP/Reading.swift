import Base
import HTTP
import Testing

extension RequestParser {
    mutating func feed(_ bytes: some Sequence<UInt8>) {
        feed(Array(bytes)[...])
    }
}

/// What a parser makes of a whole text, in one feed.
///
/// Every text that a test reads is also read in two parts, split at each of its bytes (long ones at some), and byte by
/// byte: the outcome must be the same.
func read(
    _ text: String,
    trustsProxy: Bool = false,
    splits: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
) -> [String] {
    let bytes = Array(text.utf8)
    let whole = read(parts: [bytes], trustsProxy: trustsProxy)
    guard splits else { return whole }
    // Leave to go on is asked for only when the body has not begun, so it alone hangs on the split.
    let expected = whole.filter { $0 != "100" }
    func check(_ parts: [[UInt8]], _ place: Int?) {
        let found = read(parts: parts, trustsProxy: trustsProxy).filter { $0 != "100" }
        guard found != expected else { return }
        let at = place.map { "split at \($0)" } ?? "byte by byte"
        let start = String(decoding: bytes.prefix(300), as: UTF8.self)
        Issue.record("\(at): \(found) for \(start)", sourceLocation: sourceLocation)
    }
    let step = max(1, bytes.count / (bytes.count > 50_000 ? 50 : 1000))
    for place in stride(from: 0, through: bytes.count, by: step) {
        check([Array(bytes[..<place]), Array(bytes[place...])], place)
    }
    if bytes.count <= 50_000 { check(bytes.map { [$0] }, nil) }
    return whole
}

/// What a parser makes of bytes that come in parts: each step as a line of text.
func read(parts: [[UInt8]], trustsProxy: Bool = false) -> [String] {
    var parser = RequestParser(peer: "192.0.2.1", trustsProxy: trustsProxy)
    var steps: [String] = []
    for part in parts {
        parser.feed(part)
        reading: while true {
            switch parser.next(at: Instant(milliseconds: 0)) {
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
    _ = read(text, trustsProxy: trustsProxy)
    var parser = RequestParser(peer: "192.0.2.1", trustsProxy: trustsProxy)
    parser.feed(text.utf8)
    if case .request(let request, _) = parser.next(at: Instant(milliseconds: 0)) { return request }
    return nil
}
