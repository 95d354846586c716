import Base
import Glibc

/// A file of `Web`, read at start.
struct File {
    /// Its path below the folder that was named.
    let name: String
    let bytes: [UInt8]

    /// All files in the folder and below it, sorted by name.
    ///
    /// What starts with a dot is left out. Throws a fault that names what cannot be read.
    static func all(in folder: String, as prefix: String) throws(Failure) -> [File] {
        var files: [File] = []
        for entry in try listFolder(folder) where !entry.hasPrefix(".") {
            let path = "\(folder)/\(entry)"
            var status = stat()
            guard unsafe stat(path, &status) == 0 else {
                throw .broken(Fault("a file of the web folder cannot be read", path))
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                files += try all(in: path, as: "\(prefix)/\(entry)")
            } else {
                files.append(File(name: "\(prefix)/\(entry)", bytes: try readFile(path)))
            }
        }
        return files
    }
}
