import Base
import Interface
import Wording

/// People as a table for spreadsheets.
func peopleFile(_ people: [RegisteredPerson], _ words: Words) -> [UInt8] {
    var file = TableFile(words.language)
    file.add([
        words("person.family-name"), words("person.given-name"), words("person.email"),
        words("person.phone"),
        words("person.municipality"), words("person.language"), words("person.kind"),
        words("person.state"),
        words("person.added"), words("person.changed"),
    ])
    for person in people {
        file.add([
            person.familyName, person.givenName, person.email, person.phone, person.municipality,
            words.dynamic("person.language.\(person.language.rawValue)"),
            words.dynamic("person.kind.\(person.kind.rawValue)"),
            words.dynamic("person.state.\(person.state.rawValue)"),
            person.createdAt.inFinland.day.iso, person.changedAt.inFinland.day.iso,
        ])
    }
    return file.bytes
}
