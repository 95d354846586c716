import Base
import Glibc

/// The bytes of a file.
///
/// Throws a fault that names it.
func readFile(_ path: String) throws(Failure) -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else {
        throw .broken(Fault("a file cannot be read", path))
    }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
        let count = unsafe fread(&block, 1, block.count, file)
        if count == 0 { return bytes }
        bytes += block[..<count]
    }
}

/// The names in a folder, sorted.
///
/// Throws a fault that names it.
func listFolder(_ path: String) throws(Failure) -> [String] {
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
