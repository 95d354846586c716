import Dispatch
import Glibc
import Synchronization

/// The signals that end the program.
public enum Signals {
    /// Blocks SIGTERM, SIGINT and SIGPIPE for this thread and all it starts: called once, before any other thread.
    public static func block() {
        var set = endings
        unsafe sigaddset(&set, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Calls the function at the first SIGTERM or SIGINT; the second ends the process at once.
    ///
    /// The function must be quick: the second signal waits for it.
    public static func onEnd(_ run: @escaping @Sendable () -> Void) {
        let hasBegun = Flag()
        let queue = DispatchQueue(label: "signals")
        for signal in [SIGTERM, SIGINT] {
            let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
            // The handler holds its source, which lives as long as the process.
            source.setEventHandler {
                withExtendedLifetime(source) {
                    // Two that come together count as two.
                    if hasBegun.set() || source.data > 1 { exit(1) }
                    run()
                }
            }
            source.activate()
        }
    }

    private static var endings: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        return set
    }

    /// What happens once.
    private final class Flag: Sendable {
        private let isSet = Atomic<Bool>(false)

        /// True when it has been set before.
        func set() -> Bool { isSet.exchange(true, ordering: .acquiringAndReleasing) }
    }
}
