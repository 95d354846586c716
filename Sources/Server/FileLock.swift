import Glibc

/// Lets one thread through at a time, whichever process of the machine it belongs to.
///
/// A file is locked meanwhile; a process that dies gives its lock back. Where the file cannot be opened, nobody waits.
final class FileLock {
    private let file: Int32

    init(_ path: String) {
        file = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    }

    deinit {
        if file >= 0 { close(file) }
    }

    func withLock(_ body: () -> Void) {
        if file >= 0 { while flock(file, LOCK_EX) != 0, errno == EINTR {} }
        defer { if file >= 0 { flock(file, LOCK_UN) } }
        body()
    }
}
