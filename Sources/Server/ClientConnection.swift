import Base
import Glibc
import HTTP
import Synchronization

/// One client's connection.
///
/// The loop reads it, whoever answers writes it; the lock keeps them in turn. Only the loop closes
/// it, so its descriptor never becomes another's while somebody writes.
final class ClientConnection: Sendable {
    /// What the loop is to do next; it is done without the lock.
    enum Action {
        case nothing
        case dispatch(Request, Response.Persistence)
        case refuse(Int, Request?)
        case close
        case closeOverdue
    }

    private enum Stage {
        case reading(Wait, since: Int)
        case answering
        case writing(Answer, until: Int)
        /// Our side is closed; what the client still sends is thrown away, so that it can read the answer
        /// (RFC 9112, section 9.6).
        case lingering(until: Int, bytesLeft: Int)
        case failed
        case closed
    }

    /// What is left to send; the parts are not copied, since many clients may wait for one asset.
    private struct Answer {
        let head: [UInt8]
        let body: [UInt8]
        let closes: Bool
        var sent = 0

        var isSent: Bool { sent >= head.count + body.count }
    }

    /// What the client is to send.
    private enum Wait {
        case request
        case head
        case body
    }

    private struct State {
        var parser: RequestParser
        var stage: Stage
        /// The kernel has said that there is something to read, and no reading has found the end of it yet.
        ///
        /// It says so once, perhaps while somebody answers: after the answer the loop is told to look again.
        var isReadable = false
        /// The client has ended its side: after the last bytes there is the end to be read.
        var isEnding = false
        var requests = 0
        /// The share of the counter that is this connection's.
        var bytesHeld = 0
    }

    private static let buffersATurn = 4

    let id: UInt64
    private let descriptor: Int32
    private let poll: Poll
    private let deadlines: Deadlines
    private let counters: Counters
    private let state: Mutex<State>

    init(
        _ descriptor: Int32,
        id: UInt64,
        poll: Poll,
        deadlines: Deadlines,
        counters: Counters,
        parser: RequestParser
    ) {
        self.counters = counters
        self.descriptor = descriptor
        self.id = id
        self.poll = poll
        self.deadlines = deadlines
        let now = MonotonicClock.milliseconds
        state = Mutex(State(parser: parser, stage: .reading(.request, since: now)))
    }

    // MARK: - For the loop

    /// The kernel has woken this connection.
    ///
    /// `buffer` is the loop's own.
    func wakened(_ event: Poll.Event, _ buffer: inout [UInt8]) -> Action {
        state.withLock { state in
            if event.hasInput { state.isReadable = true }
            if event.hasEnd { state.isEnding = true }
            if case .writing = state.stage { return writeOn(&state, &buffer) }
            return resume(&state, &buffer)
        }
    }

    /// Whoever answered has handed this connection back.
    func resumed(_ buffer: inout [UInt8]) -> Action {
        state.withLock { state in resume(&state, &buffer) }
    }

    private func resume(_ state: inout State, _ buffer: inout [UInt8]) -> Action {
        switch state.stage {
        case .reading:
            // Requests that came along with the one before stand first, also before the end.
            if state.parser.hasUnread {
                let action = advance(&state)
                guard case .nothing = action else { return action }
            }
            return read(&state, &buffer)
        case .lingering: return discard(&state, &buffer)
        case .failed: return .close
        case .answering, .writing, .closed: return .nothing
        }
    }

    /// Looks whether the client has taken too long.
    func checked(now: Int) -> Action {
        state.withLock { state in
            switch state.stage {
            case .reading(let wait, let since): check(&state, wait, elapsed: now - since)
            case .writing(_, let until): now > until ? .closeOverdue : .nothing
            case .lingering(let until, _): now > until ? .close : .nothing
            case .answering, .closed: .nothing
            case .failed: .close
            }
        }
    }

    /// Nothing of a request has come and no answer is owed.
    var isIdle: Bool {
        state.withLock { state in
            switch state.stage {
            case .reading(.request, _), .failed, .closed: true
            default: false
            }
        }
    }

    func close() {
        state.withLock { state in
            if case .closed = state.stage { return }
            state.stage = .closed
            hold(&state, bytes: 0)
            Glibc.close(descriptor)
        }
    }

    // MARK: - For whoever answers

    /// Sends what the kernel takes now, and leaves the rest to the loop.
    func answer(_ head: [UInt8], _ body: [UInt8], closes: Bool) {
        let isPosted = state.withLock { state in
            guard case .answering = state.stage else { return false }
            hold(&state, bytes: 0)
            var answer = Answer(head: head, body: body, closes: closes)
            switch Socket.send(descriptor, head, body) {
            case .failed:
                state.stage = .failed
                return true
            case .moved(let count): answer.sent = count
            case .wouldBlock: break
            }
            return answer.isSent ? answered(&state, closes: closes) : keep(&state, answer)
        }
        if isPosted { poll.post(self) }
    }

    /// True when the loop must be told.
    private func keep(_ state: inout State, _ answer: Answer) -> Bool {
        // A long answer may take longer, but never less than 16 times the speed that is asked of bodies.
        let allowance = answer.body.count / max(1, 16 * deadlines.bodyBytesPerSecondMin) * 1000
        let until = MonotonicClock.milliseconds + deadlines.writeMilliseconds + allowance
        state.stage = .writing(answer, until: until)
        if poll.change(descriptor, id: id, to: .inputAndOutput) { return false }
        state.stage = .failed
        return true
    }

    /// The answer has gone out.
    ///
    /// True when the loop must be told.
    private func answered(_ state: inout State, closes: Bool) -> Bool {
        let now = MonotonicClock.milliseconds
        if closes {
            shutdown(descriptor, Int32(SHUT_WR))
            state.parser = RequestParser(peer: "")
            state.stage = .lingering(
                until: now + deadlines.lingerMilliseconds,
                bytesLeft: 4 * 1024 * 1024
            )
        } else {
            state.stage = .reading(.request, since: now)
        }
        // Requests that came along are answered in their order, and only the loop reads them.
        return state.parser.hasUnread || state.isReadable
    }

    // MARK: - Reading

    /// Reads until there is nothing left or a request is whole.
    ///
    /// After some buffers it is the others' turn, so that nobody who sends fast holds the loop.
    private func read(_ state: inout State, _ buffer: inout [UInt8]) -> Action {
        var turns = ClientConnection.buffersATurn
        while state.isReadable {
            guard turns > 0 else {
                poll.post(self)
                return .nothing
            }
            turns -= 1
            switch receive(&state, &buffer) {
            case .moved(0), .failed: return .close
            case .wouldBlock: break
            case .moved(let count):
                state.parser.feed(buffer[..<count])
                let action = advance(&state)
                guard case .nothing = action else { return action }
            }
        }
        return .nothing
    }

    private func receive(_ state: inout State, _ buffer: inout [UInt8]) -> Socket.Outcome {
        let outcome = Socket.read(descriptor, into: &buffer)
        switch outcome {
        case .wouldBlock: state.isReadable = false
        // Fewer bytes than there was room for are all that had come; of more the kernel tells anew (epoll(7)).
        // Of an end that had come with them it does not.
        case .moved(let count): state.isReadable = count == buffer.count || state.isEnding
        case .failed: break
        }
        return outcome
    }

    private func advance(_ state: inout State) -> Action {
        while true {
            switch state.parser.next(at: Base.Clock.real.now) {
            case .needsMore:
                guard hold(&state, bytes: state.parser.bytesHeld) else {
                    state.stage = .answering
                    return .refuse(503, state.parser.requestSoFar)
                }
                awaitMore(&state)
                return .nothing
            case .continueWanted:
                let leave = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
                guard case .moved(leave.count) = Socket.send(descriptor, leave, []) else {
                    return .close
                }
            case .request(let request, let persistence):
                // The body is held until it is answered.
                hold(&state, bytes: request.body.count + state.parser.bytesHeld)
                state.stage = .answering
                state.requests += 1
                let isLast = state.requests >= deadlines.requestsPerConnectionMax || poll.isDraining
                return .dispatch(request, isLast ? .close : persistence)
            case .refused(let status, let request):
                state.stage = .answering
                return .refuse(status, request)
            }
        }
    }

    /// Counts what this connection makes the server hold; false when that is too much for all together.
    @discardableResult
    private func hold(_ state: inout State, bytes: Int) -> Bool {
        let more = bytes - state.bytesHeld
        guard more != 0 else { return true }
        state.bytesHeld = bytes
        let total = counters.bytesHeld.add(more, ordering: .relaxed).newValue
        return more < 0 || total <= deadlines.bytesHeldMax
    }

    /// A deadline starts where the client starts on a part, and no byte of that part moves it.
    private func awaitMore(_ state: inout State) {
        guard case .reading(let former, let since) = state.stage else { return }
        let wait: Wait =
            switch state.parser.phase {
            case .idle: .request
            case .head: .head
            case .body: .body
            }
        state.stage = .reading(wait, since: wait == former ? since : MonotonicClock.milliseconds)
    }

    private func check(_ state: inout State, _ wait: Wait, elapsed: Int) -> Action {
        switch wait {
        case .request: return elapsed > deadlines.keepAliveMilliseconds ? .close : .nothing
        case .head:
            guard elapsed > deadlines.headMilliseconds else { return .nothing }
        case .body:
            guard elapsed > deadlines.bodyGraceMilliseconds,
                case .body(let received) = state.parser.phase,
                elapsed > deadlines.bodyMilliseconds
                    || received < deadlines.bodyBytesPerSecondMin * (elapsed / 1000 + 1)
            else { return .nothing }
        }
        state.stage = .answering
        return .refuse(408, state.parser.requestSoFar)
    }

    // MARK: - Writing on

    private func writeOn(_ state: inout State, _ buffer: inout [UInt8]) -> Action {
        guard case .writing(var answer, let until) = state.stage else { return .nothing }
        switch Socket.send(descriptor, answer.head, answer.body, from: answer.sent) {
        case .failed: return .close
        case .wouldBlock: break
        case .moved(let count):
            answer.sent += count
            if answer.isSent {
                return answered(&state, closes: answer.closes) ? resume(&state, &buffer) : .nothing
            }
            state.stage = .writing(answer, until: until)
        }
        return .nothing
    }

    private func discard(_ state: inout State, _ buffer: inout [UInt8]) -> Action {
        var turns = ClientConnection.buffersATurn
        while state.isReadable, case .lingering(let until, let bytesLeft) = state.stage {
            guard turns > 0 else {
                poll.post(self)
                return .nothing
            }
            turns -= 1
            switch receive(&state, &buffer) {
            case .moved(0), .failed: return .close
            case .moved(let count) where count >= bytesLeft: return .close
            case .moved(let count):
                state.stage = .lingering(until: until, bytesLeft: bytesLeft - count)
            case .wouldBlock: break
            }
        }
        return .nothing
    }
}
