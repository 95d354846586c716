public import Base
import Glibc

/// Runs a program to its end, its output kept in `log` when one is named.
///
/// Returns its exit status.
@discardableResult
public func runProgram(
    _ path: String,
    _ arguments: [String],
    log: String? = nil
) throws(Failure) -> Int32 {
    let process = try startProgram(path, arguments, log: log ?? "/dev/null")
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
        guard errno == EINTR else { throw .broken(Fault("a program was lost", path)) }
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
}

/// Starts a program and does not wait for it.
///
/// Its output goes to `log`, or where ours goes. `line`, when there is one, is its descriptor 3.
public func startProgram(
    _ path: String,
    _ arguments: [String],
    log: String? = nil,
    line: Int32? = nil
) throws(Failure) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if let log {
        for descriptor in [Int32(1), 2] {
            unsafe posix_spawn_file_actions_addopen(
                &actions,
                descriptor,
                log,
                O_WRONLY | O_CREAT | O_APPEND,
                0o600
            )
        }
    }
    if let line { unsafe posix_spawn_file_actions_adddup2(&actions, line, 3) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    // The child starts with no signal blocked: the server blocks those that it waits for.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let failed = unsafe posix_spawn(&process, path, &actions, &attributes, &words, environ)
    guard failed == 0 else { throw .broken(Fault("a program cannot be started", path)) }
    return process
}
