import Base

/// A password that somebody chooses: long enough, and not among those that are tried first.
///
/// Nothing is asked of its signs.
public enum NewPassword {
    /// What is wrong with it.
    public enum Problem: Sendable, Equatable {
        /// Shorter than `Limits.passwordCharactersMin`.
        case short
        /// Longer than `Limits.passwordCharactersMax`.
        case long
        /// Among those that are tried first.
        case common
        /// It holds the address.
        case address
    }

    /// Nil when it will do.
    public static func problem(_ password: String, email: String) -> Problem? {
        let length = password.unicodeScalars.count
        if length < Limits.passwordCharactersMin { return .short }
        if length > Limits.passwordCharactersMax { return .long }
        let lower = password.lowercased()
        let name = String(email.prefix { $0 != "@" }).lowercased()
        if lower.contains(email.lowercased()) || (name.count >= 4 && lower.contains(name)) {
            return .address
        }
        return isCommon(lower) ? .common : nil
    }

    private static func isCommon(_ lower: String) -> Bool {
        let scalars = lower.unicodeScalars.map { Int($0.value) }
        return CommonPasswords.whole.contains(lower)
            || CommonPasswords.words.contains(core(lower))
            || (1...4).contains { isRepeated(scalars, every: $0) }
            || isStaircase(scalars)
    }

    /// The word that is left without figures and marks at its ends: `salasana` of `1Salasana2026!`.
    private static func core(_ lower: String) -> String {
        var word = lower[...]
        while let first = word.first, !first.isLetter { word.removeFirst() }
        while let last = word.last, !last.isLetter { word.removeLast() }
        return String(word)
    }

    private static func isRepeated(_ scalars: [Int], every period: Int) -> Bool {
        zip(scalars, scalars.dropFirst(period)).allSatisfy { $0 == $1 }
    }

    /// `abcdefghijkl`, `lkjihgfedcba`, `123456789012`.
    private static func isStaircase(_ scalars: [Int]) -> Bool {
        let steps = zip(scalars, scalars.dropFirst()).map { $1 - $0 }
        return steps.allSatisfy { $0 == 1 || $0 == -9 } || steps.allSatisfy { $0 == -1 || $0 == 9 }
    }
}
