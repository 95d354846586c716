import Base
import Interface

/// What a space says of itself.
struct SpaceSettings: Sendable {
    var nameFinnish: String
    var nameSwedish: String
    var nameEnglish: String
    var language: Language
    var contactEmail: String
    var contactPhone: String
    var logoText: String
}

/// What of a space is shown and never edited, with what is.
struct SpaceFacts: Sendable {
    let slug: String
    let kind: SpaceKind
    let businessID: String?
    let madeAt: Instant
    let settings: SpaceSettings

    init(
        _ slug: String,
        _ kind: SpaceKind,
        _ businessID: String?,
        _ madeAt: Instant,
        _ finnish: String,
        _ swedish: String,
        _ english: String,
        _ language: Language,
        _ email: String,
        _ phone: String,
        _ logo: String
    ) {
        self.slug = slug
        self.kind = kind
        self.businessID = businessID
        self.madeAt = madeAt
        settings = SpaceSettings(
            nameFinnish: finnish,
            nameSwedish: swedish,
            nameEnglish: english,
            language: language,
            contactEmail: email,
            contactPhone: phone,
            logoText: logo
        )
    }
}

/// The fields of the settings.
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
