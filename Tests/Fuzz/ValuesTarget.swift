import Base
import HTTP
import Terms

/// Small values that stand in paths, forms and settings: ids, days, times, texts, numbers of companies and telephones,
/// addresses.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzValues(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    return withinTime {
        let text = String(decoding: bytes, as: UTF8.self)
        if let id = ID<Space>(text) {
            require(id.text == text && id.bytes.count == 16, "an id with two texts")
            require(hex(id.bytes) == text.replacing("-", with: ""), "other bytes")
        }
        if let day = Day(iso: text) {
            require(day.iso == text && Day(sinceEpoch: day.sinceEpoch) == day, "another day")
            require((1...7).contains(day.weekday), "no weekday")
        }
        if let time = TimeOfDay(iso: text) {
            require((0..<1440).contains(time.minutes), "no time of the day")
            require(text.hasPrefix(time.iso), "another time")
        }
        if let instant = Instant(iso: text) {
            require(Instant(iso: instant.iso) == instant, "another moment")
            _ = instant.inFinland
        }
        if let decoded = Base.bytes(hex: text) { require(hex(decoded) == text, "other digits") }
        if let day = Day(typed: text) { require(Day(typed: day.iso) == day, "another typed day") }
        let encoded = base64url(bytes)
        require(encoded.utf8.count == (bytes.count * 8 + 5) / 6, "another length")
        _ = device(text)
        checkNetwork(text)
        checkMailbox(text)
        checkText(text)
        checkContacts(text)
    }
}

/// What is kept of a text is kept as it is when it is typed again.
private func checkText(_ text: String) {
    for read in [TypedText.init(line:), TypedText.init(lines:)] {
        let typed = read(text)
        guard typed.fault == nil else { continue }
        let again = read(typed.text)
        require(again.fault == nil, "a fault in what was kept")
        require(again.text.utf8.elementsEqual(typed.text.utf8), "another text")
        // NFC makes at most three scalars of one (Unicode, UAX 15: U+FB2C).
        require(typed.length <= 3 * text.unicodeScalars.count, "a longer text")
        let controls = typed.text.unicodeScalars.filter { $0.value < 0x20 }
        require(controls.allSatisfy { $0 == "\n" || $0 == "\t" }, "a control character")
    }
    let line = TypedText(line: text)
    require(line.fault != nil || !line.text.utf8.contains(10), "two lines")
    if let code = IdentityCode.found(in: text) {
        require(code.unicodeScalars.count { $0.figure != nil } == 6, "no day of birth")
    }
}

private func checkContacts(_ text: String) {
    if let phone = Phone(text) {
        require((8...16).contains(phone.number.utf8.count), "a number of another length")
        require(phone.number.utf8.dropFirst().allSatisfy { (48...57).contains($0) }, "no figure")
        require(Phone(phone.number) == phone && Phone(phone.shown) == phone, "another number")
    }
    if let id = BusinessID(text) {
        require(id.text.utf8.count == 9 && isBusinessID(id.text), "no business id")
    }
    guard let address = EmailAddress(text) else { return }
    require(EmailAddress(address.text) == address, "another address")
    require(EmailAddress(address.shown) == address, "an address that is shown as another")
    require(Mailbox(address: address.text) != nil, "an address that cannot be sent to")
    require(address.text.utf8.count <= Limits.emailBytesMax, "a long address")
}

private func checkNetwork(_ text: String) {
    let address = NetworkAddress(text)
    require(address.shown.count <= 45, "a long address")
    // What is no address at all is counted as it stands.
    guard address.counted != text, address.counted.hasSuffix("::/64") else { return }
    let again = NetworkAddress(String(address.counted.dropLast(3)))
    require(again.counted == address.counted, "one network under two names")
}

private func checkMailbox(_ text: String) {
    guard let mailbox = Mailbox(text) else { return }
    let value = mailbox.headerValue
    require(mailbox.address.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "no plain address")
    require(mailbox.address.utf8.split(separator: UInt8(ascii: "@")).count == 2, "no address")
    require(Mailbox(address: mailbox.address)?.address == mailbox.address, "another address")
    let lines = value.unicodeScalars.split(separator: "\r\n".unicodeScalars)
    require(lines.dropFirst().allSatisfy { $0.first == " " }, "a field that ends too early")
    require(
        value.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 13 || $0 == 10 },
        "no ASCII"
    )
}
