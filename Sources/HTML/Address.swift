/// Which addresses may stand in a link, a form or a picture.
public enum Address {
    /// Whether an address stays on this site or is of a kind that runs nothing: `/…`, `#…`, `?…`,
    /// http, https, mailto and tel.
    ///
    /// `//host` and `/\host` lead elsewhere in a relative address's clothes, and browsers skip tabs
    /// and line breaks inside an address (WHATWG URL, 4.4), so both are refused.
    public static func isSafe(_ address: String) -> Bool {
        let bytes = address.utf8.span
        for place in bytes.indices where bytes[place] < 0x20 || bytes[place] == 0x7F {
            return false
        }
        guard !bytes.isEmpty else { return false }
        switch bytes[0] {
        case UInt8(ascii: "#"), UInt8(ascii: "?"): return true
        case UInt8(ascii: "/"):
            let second = bytes.count > 1 ? bytes[1] : 0
            return second != UInt8(ascii: "/") && second != UInt8(ascii: "\\")
        default:
            return ["https://", "http://", "mailto:", "tel:"].contains { scheme in
                address.utf8.prefix(scheme.utf8.count).elementsEqual(scheme.utf8) {
                    $0 | 0x20 == $1 || $0 == $1
                }
            }
        }
    }
}
