public import Base
import Glibc

/// The signals that end the program.
public enum Signals {
    /// Blocks SIGTERM, SIGINT and SIGPIPE for this thread and all it starts: called once, before any other thread.
    public static func block() {
        var set = endings
        unsafe sigaddset(&set, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Calls the function on a thread of its own at the first SIGTERM or SIGINT; the second ends the process at once.
    public static func onEnd(_ run: @escaping @Sendable () -> Void) throws(Failure) {
        try Thread.start("signals") {
            wait()
            // The wait for the second must go on while the first is being answered.
            do throws(Failure) {
                try Thread.start("end", run)
            } catch {
                exit(1)
            }
            wait()
            exit(1)
        }
    }

    private static func wait() {
        var set = endings
        var signal: Int32 = 0
        while unsafe sigwait(&set, &signal) != 0 {}
    }

    private static var endings: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        return set
    }
}
