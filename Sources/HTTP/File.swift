import Base
import Glibc

/// A file of `Web`, read at start.
struct File {
    /// Its path below the folder that was named.
    let name: String
    let bytes: [UInt8]

    var namesLayers: Bool { name == "styles/layers.css" }

    /// All files in the folder and below it, sorted by name; none when there is no such folder.
    ///
    /// What starts with a dot is left out.
    static func all(in folder: String, as prefix: String) throws(Failure) -> [File] {
        var files: [File] = []
        for entry in entries(of: folder).sorted() {
            let path = "\(folder)/\(entry)"
            var status = stat()
            guard unsafe stat(path, &status) == 0 else {
                throw .broken(Fault("a file of the web folder cannot be read", path))
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                files += try all(in: path, as: "\(prefix)/\(entry)")
            } else {
                files.append(File(name: "\(prefix)/\(entry)", bytes: try read(path)))
            }
        }
        return files
    }

    private static func entries(of folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
                unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .broken(Fault("a file of the web folder cannot be read", path))
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe part.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count == 0 { return bytes }
            guard count > 0 else {
                throw .broken(Fault("a file of the web folder cannot be read", path))
            }
            bytes += part[..<count]
        }
    }
}
