/// Which addresses may stand in a link, a form or a picture.
public enum Address {
    /// Whether an address stays on this site or is of a kind that runs nothing: `/…`, `#…`, `?…`,
    /// http, https, mailto and tel.
    ///
    /// `//host` and `/\host` lead elsewhere in a relative address's clothes, and browsers skip tabs
    /// and line breaks inside an address (WHATWG URL, 4.4), so both are refused.
    public static func isSafe(_ address: String) -> Bool {
        let bytes = address.utf8
        guard let first = bytes.first, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            return false
        }
        switch first {
        case UInt8(ascii: "#"), UInt8(ascii: "?"): return true
        case UInt8(ascii: "/"):
            let second = bytes.dropFirst().first
            return second != UInt8(ascii: "/") && second != UInt8(ascii: "\\")
        default:
            return ["https://", "http://", "mailto:", "tel:"].contains { scheme in
                bytes.prefix(scheme.utf8.count).elementsEqual(scheme.utf8) {
                    $0 | 0x20 == $1 || $0 == $1
                }
            }
        }
    }
}
