/// The languages of the house, Finnish first.
public enum Language: String, CaseIterable, Sendable {
    case finnish = "fi"
    case swedish = "sv"
    case english = "en"
}
