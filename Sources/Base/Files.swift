import Glibc

/// The bytes of a file.
///
/// Throws a fault that names it.
public func readFile(_ path: String) throws(Failure) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .broken(Fault("a file cannot be read", path)) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
        let count = unsafe read(file, &block, block.count)
        if count == 0 { return bytes }
        guard count > 0 else { throw .broken(Fault("a file cannot be read", path)) }
        bytes += block[..<count]
    }
}

/// The names in a folder, sorted.
///
/// Throws a fault that names it.
public func listFolder(_ path: String) throws(Failure) -> [String] {
    guard let folder = unsafe opendir(path) else {
        throw .broken(Fault("a folder cannot be read", path))
    }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                unsafe String(cString: $0)
            }
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
}
