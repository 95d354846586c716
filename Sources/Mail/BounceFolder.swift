public import Base
import Glibc
public import Store

/// A Maildir into which the mail server puts what comes back (`vakka serve --bounces`).
///
/// Every process may look into it: what a report says is written once, whoever reads it.
public struct BounceFolder: Sendable {
    private let path: String

    /// A folder with `new` and `cur`, as mail servers make them; throws when it is none.
    public init(_ path: String) throws(Failure) {
        for part in ["new", "cur"] { _ = try listFolder("\(path)/\(part)") }
        self.path = path
    }

    /// Reads what has come, the oldest first: reports about mails of ours are removed once the outbox knows of them, and
    /// anything else goes to `cur`, for somebody to read.
    ///
    /// Returns how many mails came back or are late. What fails is read again the next time.
    public func read(into outbox: Outbox) throws(Failure) -> Int {
        var count = 0
        for name in try listFolder("\(path)/new").filter({ !$0.hasPrefix(".") }).sorted()
            .prefix(Limits.reportsAtOnceMax)
        {
            let file = "\(path)/new/\(name)"
            if let report = bytes(of: file).flatMap(DeliveryReport.init),
                try outbox.reported(report.token, isFailed: report.fate == .failed, report.status)
            {
                unsafe unlink(file)
                count += 1
            } else {
                unsafe rename(file, "\(path)/cur/\(name):2,")
            }
        }
        return count
    }

    /// A plain file, if it is no longer than a report may be; links are not followed.
    private func bytes(of file: String) -> [UInt8]? {
        let descriptor = unsafe open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var about = stat()
        guard unsafe fstat(descriptor, &about) == 0, about.st_mode & S_IFMT == S_IFREG,
            about.st_size <= Limits.reportBytesMax
        else { return nil }
        return try? readFile("/proc/self/fd/\(descriptor)")
    }
}
