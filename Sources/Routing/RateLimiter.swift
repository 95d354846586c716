import Base
import HTTP
import Synchronization

/// Networks that have been told to wait and go on trying: they are turned away at the door, before any lane.
///
/// The database counts and decides; what stands here is what it has said, for as long as it said. A person hears it with
/// the form and what was typed; only who has not listened a few times hears it shortly.
final class RateLimiter: Sendable {
    private struct Wait {
        var until: Instant
        /// How often a page has said so.
        var told: Int
    }

    private let waits = Mutex<[String: Wait]>([:])

    /// Notes that everybody in the request's network has to wait before they send this form again.
    func note(seconds: Int, _ request: Request, at now: Instant) {
        guard seconds > 0 else { return }
        let key = key(request)
        waits.withLock { waits in
            // Who finds no place here still waits: the database says so.
            guard waits.count < Limits.waitsMax || waits[key] != nil else { return }
            var wait = waits[key] ?? Wait(until: now, told: 0)
            if wait.until <= now { wait.told = 0 }
            wait.until = max(wait.until, now.adding(seconds: Int64(seconds)))
            wait.told += 1
            waits[key] = wait
        }
    }

    /// Forgets the waits that are over.
    func sweep(at now: Instant) {
        waits.withLock { waits in waits = waits.filter { $0.value.until > now } }
    }

    /// Seconds until the request's network may try again; nil for who is to be heard.
    func seconds(_ request: Request, at now: Instant) -> Int? {
        guard !request.method.isSafe else { return nil }
        let key = key(request)
        let wait = waits.withLock { $0[key] }
        guard let wait, wait.told >= Limits.waitsToldInFull, wait.until > now else { return nil }
        return Int((wait.until.milliseconds - now.milliseconds + 999) / 1000)
    }

    private func key(_ request: Request) -> String {
        "\(request.path) \(request.network.counted)"
    }
}
