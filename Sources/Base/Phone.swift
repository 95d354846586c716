/// Whether figures could be a telephone's: at least five, with spaces, hyphens, brackets and a plus.
public func isPhone(_ text: String) -> Bool {
    let figures = text.utf8.filter { (48...57).contains($0) }.count
    return (5...20).contains(figures)
        && text.utf8.allSatisfy { (48...57).contains($0) || " -+()".utf8.contains($0) }
}
