public import Base

extension Language {
    /// The language of a page: the account's or the cookie's choice, else the best of
    /// `Accept-Language` (RFC 9110, section 12.5.4), else Finnish.
    public static func chosen(header: String?, preferred: Language?) -> Language {
        if let preferred { return preferred }
        var best: (language: Language, quality: Int) = (.finnish, 0)
        for range in (header ?? "").prefix(400).split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard let code = parts.first?.lowercased(),
                let language = Language(rawValue: String(code.prefix { $0 != "-" }))
            else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map(thousandths) ?? 1000
            if quality > best.quality { best = (language, quality) }
        }
        return best.language
    }

    // `q=0.8` is 800.
    private static func thousandths(_ weight: String) -> Int {
        let number = weight.dropFirst(2).split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = number.first else { return 0 }
        guard whole == "0" else { return whole == "1" ? 1000 : 0 }
        let fraction = number.count > 1 ? number[1].prefix(3) : ""
        return Int(fraction + String(repeating: "0", count: 3 - fraction.count)) ?? 0
    }
}
