import Base
import Dispatch
import Glibc
import Server
import Store

/// Keeps the processes that serve alive.
///
/// One that ends is started anew: at once when it had worked, later and later when it did not come to serve. Each holds an end of a line to
/// this process. What closes the line at either end, a crash included, is noticed at the other without asking.
struct Supervisor {
    private struct Child {
        var process: pid_t = 0
        /// Our end of the line; -1 while the process does not run, which `poll` passes over.
        var line: Int32 = -1
        var isServing = false
        var startedAt = ContinuousClock.now
        var startAt = ContinuousClock.now
        var pause = Duration.zero
    }

    private let program: String
    private let arguments: [String]
    private let whenServing: () -> Void
    private var children: [Child]
    private var hasServed = false

    /// `whenServing` is called once, when the first process serves.
    init(_ program: String, _ arguments: [String], count: Int, whenServing: @escaping () -> Void) {
        self.program = program
        self.arguments = arguments
        self.whenServing = whenServing
        children = Array(repeating: Child(), count: count)
    }

    /// Returns after something can be read from `end`, and all processes have ended then.
    ///
    /// `look` is called about twice a second. Throws a fault when none has ever served.
    mutating func run(until end: Int32, look: () -> Void) throws(Failure) {
        defer { stop() }
        while true {
            for index in children.indices
            where children[index].line < 0 && children[index].startAt <= .now {
                try start(index)
            }
            var waits = [pollfd(fd: end, events: Int16(POLLIN), revents: 0)]
            waits += children.map { pollfd(fd: $0.line, events: Int16(POLLIN), revents: 0) }
            unsafe poll(&waits, nfds_t(waits.count), millisecondsToWait())
            guard waits[0].revents == 0 else { return }
            for index in children.indices where waits[index + 1].revents != 0 { try hear(index) }
            look()
        }
    }

    private func millisecondsToWait() -> Int32 {
        let pauses = children.filter { $0.line < 0 }
            .map { Int(max(0, ($0.startAt - .now) / .milliseconds(1)).rounded(.up)) }
        return Int32(min(pauses.min() ?? .max, Limits.clusterLookMilliseconds))
    }

    private mutating func start(_ index: Int) throws(Failure) {
        let (near, far) = try SupervisorChannel.pair()
        defer { close(far) }
        children[index].process = try startProgram(program, arguments, line: far)
        children[index].line = near
        children[index].startedAt = .now
        children[index].isServing = false
    }

    private mutating func hear(_ index: Int) throws(Failure) {
        var word: UInt8 = 0
        if unsafe read(children[index].line, &word, 1) == 1 {
            if !hasServed { whenServing() }
            hasServed = true
            children[index].isServing = true
            children[index].pause = .zero
            return
        }
        let status = end(index)
        guard hasServed else { throw .broken(Fault("the server does not start")) }
        let child = children[index]
        let hasWorked =
            child.isServing && .now - child.startedAt >= .seconds(Limits.workerSecondsMin)
        let shortest = Duration.milliseconds(Limits.restartMillisecondsMin)
        let longest = Duration.milliseconds(Limits.restartMillisecondsMax)
        children[index].pause = hasWorked ? .zero : min(longest, max(shortest, child.pause * 2))
        children[index].startAt = .now + children[index].pause
        logLine("error", "a process that serves has ended", [.init("status", .number(Int(status)))])
    }

    /// Makes sure that it has ended.
    private mutating func end(_ index: Int) -> Int32 {
        close(children[index].line)
        children[index].line = -1
        var status: Int32 = 0
        kill(children[index].process, SIGKILL)
        while unsafe waitpid(children[index].process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    /// Lets all finish what they do; those that take too long are ended.
    private mutating func stop() {
        for child in children where child.line >= 0 { shutdown(child.line, Int32(SHUT_WR)) }
        let last = ContinuousClock.now + .seconds(Limits.shutdownSecondsMax + 5)
        for index in children.indices where children[index].line >= 0 {
            var wait = pollfd(fd: children[index].line, events: Int16(POLLIN), revents: 0)
            var word: UInt8 = 0
            repeat {
                let left = max(0, (last - .now) / .milliseconds(1))
                guard unsafe poll(&wait, 1, Int32(left)) == 1 else { break }
            } while unsafe read(children[index].line, &word, 1) == 1
            _ = end(index)
        }
    }
}

/// The line between a process that serves and its supervisor.
enum SupervisorChannel {
    /// Its end in the process that serves.
    private static let descriptor: Int32 = 3

    /// Both ends of a new line.
    static func pair() throws(Failure) -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw .broken(Fault("no descriptors left for the supervisor"))
        }
        return (ends[0], ends[1])
    }

    /// Calls the function when the supervisor wants this process to end, or has ended itself.
    static func onEnd(_ run: @escaping @Sendable () -> Void) {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // It can be read when the other end is closed: nothing is ever sent this way.
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
        source.setEventHandler {
            source.cancel()
            run()
        }
        source.activate()
    }

    /// Tells the supervisor that this process serves.
    static func tellServing() {
        var word: UInt8 = 1
        _ = unsafe write(descriptor, &word, 1)
    }
}
