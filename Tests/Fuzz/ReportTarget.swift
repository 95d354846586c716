import Base

/// Reports of mail that came back, as a mail server's file holds them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReport(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    return withinTime {
        guard let report = DeliveryReport(bytes) else { return }
        require(report.token.utf8.count == 32, "a token of another length")
        require(Base.bytes(hex: report.token) != nil, "a token that is no number")
        require(mailStatus(report.status) == report.status, "a status that is none")
        require(report.status.utf8.count <= 9, "a long status")
        // How its lines end says nothing.
        let unix = bytes.filter { $0 != UInt8(ascii: "\r") }
        guard unix.count + unix.count(where: { $0 == UInt8(ascii: "\n") }) <= Limits.reportBytesMax
        else { return }
        let windows = unix.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
        require(DeliveryReport(unix) == DeliveryReport(windows), "another report")
    }
}
