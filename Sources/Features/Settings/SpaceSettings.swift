import Base
import Interface

/// What a space says of itself.
struct SpaceSettings: Sendable {
    var nameFinnish = ""
    var nameSwedish = ""
    var nameEnglish = ""
    var language = Language.finnish
    var contactName = ""
    var contactAddress = ""
    var contactEmail = ""
    var contactPhone = ""
    var contactReaders = ContactReaders.anybody
    var logoText = ""
}

/// Who is told how a space is reached.
enum ContactReaders: String, CaseIterable, Sendable {
    case anybody
    case members
}

/// What of a space is shown and never edited, with what is.
struct SpaceFacts: Sendable {
    let settings: SpaceSettings
    let slug: String
    let kind: SpaceKind
    let businessID: String?
    let madeAt: Instant
    /// Since when whom the contact details name has left; nil while they are here, or name nobody.
    let contactLeftAt: Instant?
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
            .line(
                "contact_name",
                \.contactName,
                "settings.contact.name",
                limit: Limits.nameCharactersMax,
                isRequired: false
            ),
            .line(
                "contact_address",
                \.contactAddress,
                "settings.contact.address",
                limit: Limits.lineCharactersMax,
                isRequired: false
            ),
            .email("contact_email", \.contactEmail, "settings.email", isRequired: false),
            .phone("contact_phone", \.contactPhone, "settings.phone"),
            .choice(
                "contact_for",
                \.contactReaders,
                "settings.contact.for",
                words: "settings.contact.for",
                help: "settings.contact.for.help"
            ),
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
