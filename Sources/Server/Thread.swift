import Base
import Glibc

/// A thread of its own, for what waits all its life.
enum Thread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    static func start(_ name: String, _ run: @escaping @Sendable () -> Void) throws(Failure) {
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
}
