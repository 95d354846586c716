import Base
import Synchronization

/// The fault that the house has met and nobody has looked at.
final class Met: Sendable {
    private let fault = Mutex<Fault?>(nil)

    var taken: Fault? {
        fault.withLock { fault in
            defer { fault = nil }
            return fault
        }
    }

    func keep(_ met: Fault) { fault.withLock { $0 = met } }
}
