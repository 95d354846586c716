public import Base
import Glibc

/// Keeps a mail in a folder that is made when it is missing, readable by its owner alone.
///
/// A second time changes nothing.
public func keep(_ message: Message, folder: String) throws(Failure) {
    unsafe mkdir(folder, 0o700)
    let path = "\(folder)/\(message.at.milliseconds)-\(message.id).eml"
    let draft = path + ".draft"
    let file = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .broken(Fault("a mail cannot be kept", draft)) }
    var rest = message.file[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        rest = rest.dropFirst(count)
    }
    close(file)
    // Readers see whole mails only.
    guard rest.isEmpty, unsafe rename(draft, path) == 0 else {
        throw .broken(Fault("a mail cannot be kept", path))
    }
}
