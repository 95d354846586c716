import Glibc

/// A thread of its own, for what waits all its life.
public enum Thread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread.
    ///
    /// Throws a fault with its name when the process may have no more threads.
    public static func start(_ name: String, _ run: @escaping @Sendable () -> Void) throws(Failure)
    {
        var thread = pthread_t()
        let body = unsafe Unmanaged.passRetained(Body(run))
        let result = unsafe pthread_create(
            &thread,
            nil,
            { body in
                if let body = unsafe body {
                    unsafe Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run()
                }
                return nil
            },
            body.toOpaque()
        )
        guard result == 0 else {
            unsafe body.release()
            throw .broken(Fault("a thread cannot be started", "\(name), error \(result)"))
        }
        pthread_detach(thread)
    }

    /// How far this thread stands back for others when all processors are busy, in steps of `nice` beyond the process's own.
    ///
    /// On Linux each thread has a niceness of its own. Nothing takes it back: only threads that end with their work call this.
    public static func standBack(_ steps: Int) {
        let kind = __priority_which_t(PRIO_PROCESS.rawValue)
        // 0 is this thread.
        _ = setpriority(kind, 0, getpriority(kind, id_t(getpid())) + Int32(steps))
    }
}
