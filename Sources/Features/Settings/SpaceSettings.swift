import Base
import Interface

/// What a space says of itself.
struct SpaceSettings: Sendable {
    var nameFinnish = ""
    var nameSwedish = ""
    var nameEnglish = ""
    var language = Language.finnish
    var contactEmail = ""
    var contactPhone = ""
    var logoText = ""
}

/// What of a space is shown and never edited, with what is.
struct SpaceFacts: Sendable {
    let settings: SpaceSettings
    let slug: String
    let kind: SpaceKind
    let businessID: String?
    let madeAt: Instant
}

/// The fields of the settings, named as their columns.
let settingsFields = FieldList<SpaceSettings>([
    .group(
        "settings.names",
        help: "settings.names.help",
        [
            .name("name_fi", \.nameFinnish, "settings.name.fi", autocomplete: "organization"),
            .name("name_sv", \.nameSwedish, "settings.name.sv", autocomplete: "organization"),
            .name("name_en", \.nameEnglish, "settings.name.en", autocomplete: "organization"),
        ]
    ),
    .field(
        .choice(
            "default_language",
            \.language,
            "settings.language",
            words: "interface.language",
            help: "settings.language.help"
        )
    ),
    .group(
        "settings.contact",
        help: "settings.contact.help",
        [
            .email("contact_email", \.contactEmail, "settings.email", isRequired: false),
            .phone("contact_phone", \.contactPhone, "settings.phone"),
        ]
    ),
    .field(
        .line(
            "logo_text",
            \.logoText,
            "settings.logo",
            help: "settings.logo.help",
            limit: Limits.logoCharactersMax,
            isRequired: false
        )
    ),
])
