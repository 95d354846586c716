import Base
import Wording

/// People as comma-separated values (RFC 4180) in UTF-8, with the mark that spreadsheets know it by.
func peopleFile(_ people: [RegisteredPerson], _ words: Words) -> [UInt8] {
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    func line(_ cells: [String]) {
        bytes += cells.map(cell).joined(separator: ",").utf8
        bytes += [0x0D, 0x0A]
    }
    line([
        words("person.family-name"), words("person.given-name"), words("person.email"),
        words("person.phone"),
        words("person.municipality"), words("person.language"), words("person.kind"),
        words("person.state"),
        words("person.added"), words("person.changed"),
    ])
    for person in people {
        line([
            person.familyName, person.givenName, person.email, person.phone, person.municipality,
            words.dynamic("person.language.\(person.language.rawValue)"),
            words.dynamic("person.kind.\(person.kind.rawValue)"),
            words.dynamic("person.state.\(person.state.rawValue)"),
            person.createdAt.inFinland.day.iso, person.changedAt.inFinland.day.iso,
        ])
    }
    return bytes
}
