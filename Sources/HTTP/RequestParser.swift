public import Base

/// Reads requests from bytes as they come (RFC 9112), strictly: whatever two readers could understand in two ways is
/// refused, and the connection is to be closed then.
public struct RequestParser: Sendable {
    /// What the bytes so far amount to.
    public enum Step: Sendable {
        /// The next move is the client's.
        case needsMore
        /// The client waits for `100 Continue` before it sends the body. Said once a request; ask again for the next step.
        case continueWanted
        /// A whole request. Bytes after it are kept for the next one.
        case request(Request, Response.Persistence)
        /// The status to answer before closing, with the request as far as its head was read.
        case refused(Int, Request?)
    }

    /// Where the reading of the current request stands.
    public enum Phase: Sendable, Equatable {
        /// Nothing of the next request has come.
        case idle
        /// The head has begun.
        case head
        /// So many bytes of the body have come.
        case body(received: Int)
    }

    /// How many bytes the body of a request may have.
    public typealias BodyLimit = @Sendable (Method, Target) -> Int

    var input = Input()
    var state = State.requestLine
    var head: Head
    var body: [UInt8] = []
    var receivedAt = Instant(milliseconds: 0)
    private let peer: String
    private let isSecure: Bool
    private let trustsProxy: Bool
    private let bodyLimit: BodyLimit?

    enum State: Sendable, Equatable {
        case requestLine
        case fieldLines
        case fixedBody(left: Int)
        case chunkSize
        case chunk(left: Int)
        case chunkEnd
        case trailers
        case refused(Int)
    }

    /// - Parameters:
    ///   - peer: the address of the other end of the socket.
    ///   - isSecure: whether the socket itself is encrypted.
    ///   - trustsProxy: whether the other end is the configured proxy, so that `X-Forwarded-For` and
    ///     `X-Forwarded-Proto` hold.
    ///   - bodyLimit: in place of `Limits.bodyBytesMax` for all requests.
    public init(
        peer: String,
        isSecure: Bool = false,
        trustsProxy: Bool = false,
        bodyLimit: BodyLimit? = nil
    ) {
        self.peer = peer
        self.isSecure = isSecure
        self.trustsProxy = trustsProxy
        self.bodyLimit = bodyLimit
        head = Head()
    }

    /// Takes bytes that have come from the client.
    public mutating func feed(_ bytes: ArraySlice<UInt8>) {
        input.append(bytes)
    }

    /// Where the current request stands; it tells which deadline holds.
    public var phase: Phase {
        switch state {
        case .requestLine: input.isEmpty ? .idle : .head
        case .fieldLines, .refused: .head
        case .fixedBody, .chunkSize, .chunk, .chunkEnd, .trailers: .body(received: body.count)
        }
    }

    /// How many bytes the parser holds, of the current request and after it.
    public var bytesHeld: Int { input.count + body.count + head.fieldBytes }

    /// Bytes of a next request wait already.
    public var hasUnread: Bool { !input.isEmpty }

    /// Reads on as far as the bytes go.
    ///
    /// To be called again after `.request` and `.continueWanted`.
    public mutating func next(at instant: Instant) -> Step {
        while true {
            let outcome: Outcome
            switch state {
            case .requestLine: outcome = readRequestLine()
            case .fieldLines: outcome = readFieldLine(at: instant)
            case .fixedBody(let left): outcome = readFixedBody(left: left)
            case .chunkSize: outcome = readChunkSize()
            case .chunk(let left): outcome = readChunk(left: left)
            case .chunkEnd: outcome = readChunkEnd()
            case .trailers: outcome = readTrailer()
            case .refused(let status): return .refused(status, nil)
            }
            switch outcome {
            case .readOn: continue
            case .needsMore: return .needsMore
            case .continueWanted: return .continueWanted
            case .complete: return completed()
            case .refused(let status): return refused(status)
            }
        }
    }

    /// What one move of the reading comes to.
    enum Outcome {
        case readOn
        case needsMore
        case continueWanted
        case complete
        case refused(Int)
    }

    var bodyBytesMax: Int {
        guard let bodyLimit, let method = head.method, let target = head.target else {
            return Limits.bodyBytesMax
        }
        return bodyLimit(method, target)
    }

    private mutating func completed() -> Step {
        guard let request = makeRequest() else { return refused(400) }
        let persistence = head.persistence
        state = .requestLine
        head = Head()
        body = []
        input.release()
        return .request(request, persistence)
    }

    private mutating func refused(_ status: Int) -> Step {
        // Of a head that is too long, what came before may be heard: it only chooses the language.
        let request = status == 431 ? makeRequest() : requestSoFar
        state = .refused(status)
        body = []
        input = Input()
        return .refused(status, request)
    }

    /// The request whose body is being read, for the language of an answer before its end.
    ///
    /// Nil before the head is whole: half of one says nothing to rely on.
    public var requestSoFar: Request? {
        switch state {
        case .requestLine, .fieldLines, .refused: nil
        case .fixedBody, .chunkSize, .chunk, .chunkEnd, .trailers: makeRequest()
        }
    }

    private func makeRequest() -> Request? {
        guard let method = head.method, let target = head.target else { return nil }
        let forwarded = trustsProxy ? Forwarded(head.fields) : Forwarded()
        return Request(
            method: method,
            target: target,
            fields: head.fields,
            body: body,
            peer: forwarded.address ?? peer,
            isSecure: forwarded.isSecure ?? isSecure,
            receivedAt: receivedAt
        )
    }
}
