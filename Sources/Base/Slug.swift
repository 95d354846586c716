/// Whether a text can be a space's part of addresses.
///
/// 1–40 of a–z, figures and hyphens, no hyphen at the ends.
public func isSlug(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...40).contains(bytes.count), bytes.first != UInt8(ascii: "-"),
        bytes.last != UInt8(ascii: "-")
    else {
        return false
    }
    return bytes.allSatisfy { byte in
        (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
    }
}
