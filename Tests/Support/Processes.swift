import Base
public import Glibc

// Programs that tests start, and ports for them.

/// A port of loopback that was free a moment ago.
public func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            unsafe bind(descriptor, address, length) == 0
                && getsockname(descriptor, address, &length) == 0
        }
    }
    guard bound else { throw Failure.broken(Fault("no free port")) }
    return UInt16(bigEndian: address.sin_port)
}

/// Waits until somebody listens at a port of loopback, and throws when nobody does in ten seconds.
public func wait(untilListening port: Int) throws {
    for _ in 0..<200 {
        if isListening(port) { return }
        usleep(50_000)
    }
    throw Failure.broken(Fault("a server does not start; deploy/install --tests"))
}

private func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(UInt16(clamping: port))
    return unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}

private func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}

/// Starts a program with its words; its output goes to a file.
public func spawn(_ words: [String], output: String = "/dev/null") throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(
        &actions,
        1,
        output,
        O_WRONLY | O_CREAT | O_TRUNC,
        0o600
    )
    // A test's thread blocks most signals; the program must hear SIGTERM.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var list = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe list.forEach { unsafe free($0) } }
    var process: pid_t = 0
    guard unsafe posix_spawn(&process, words[0], &actions, &attributes, &list, environ) == 0 else {
        throw Failure.broken(Fault("a program cannot be started; deploy/install --tests", words[0]))
    }
    return process
}

/// Runs a script of Python, and throws when it fails.
public func runPython(_ words: [String], output: String) throws {
    let process = try spawn([TestCluster.python] + words, output: output)
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
    guard status == 0 else { throw Failure.broken(Fault("a script failed", words[0])) }
}
