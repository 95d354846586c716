import Base

/// What a space says of itself.
struct SpaceSettings: Sendable, Equatable {
    var nameFinnish: String
    var nameSwedish: String
    var nameEnglish: String
    var language: Language
    var contactEmail: String
    var contactPhone: String
    var logoText: String

    static let logoCharactersMax = 24
    static let phoneCharactersMax = 40
}

/// What of a space is shown and never edited.
struct SpaceFacts: Sendable {
    let slug: String
    let kind: String
    let businessID: String?
    let madeAt: Instant
    let settings: SpaceSettings
}
