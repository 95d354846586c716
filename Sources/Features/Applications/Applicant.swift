import Base
import Terms

/// What somebody tells of themselves when they apply.
///
/// There is no place here for a reason.
struct Applicant: Sendable, Equatable {
    var givenName = ""
    var familyName = ""
    var email = ""
    var phone = ""
    var municipality = ""
    var language = Language.finnish

    var name: String { "\(givenName) \(familyName)" }

    /// The fields of the form, in order, for sending them along unseen.
    var fields: [(name: String, value: String)] {
        [
            ("given_name", givenName), ("family_name", familyName), ("email", email),
            ("phone", phone), ("municipality", municipality),
            ("person_language", language.rawValue),
        ]
    }
}

/// What an applicant says of the employer who is to be asked.
struct Employer: Sendable, Equatable {
    var businessID = ""
    var name = ""
    var giverName = ""
    var giverEmail = ""
    var language = Language.finnish
    var support: Set<Support> = [.workingTime]
}

/// Whether an organisation's name could carry somebody to another place when it stands in a mail.
func looksLikeLink(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.contains { "@<>".utf8.contains($0) } || holds(bytes, "://") || holds(bytes, "www.")
}

/// Whether a person's name could: mail programs make a link of an address without being asked.
func looksLikeAddress(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if bytes.contains(where: { "@<>/\\".utf8.contains($0) }) { return true }
    // `nimi.fi` leads somewhere, the initials in `J.R. Malli` do not.
    return bytes.indices.contains { index in
        bytes[index] == UInt8(ascii: ".") && index > 0 && index + 2 < bytes.count
            && isOfWord(bytes[index - 1]) && isOfWord(bytes[index + 1])
            && isOfWord(bytes[index + 2])
    }
}

private func isOfWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (48...57).contains(byte) || (65...90).contains(byte & 0xDF)
}

/// Whether the bytes hold a text of ASCII, in either case.
private func holds(_ bytes: [UInt8], _ part: StaticString) -> Bool {
    let wanted = Array("\(part)".utf8)
    return bytes.indices.contains { start in
        zip(bytes[start...], wanted).allSatisfy { $0 | 0x20 == $1 | 0x20 }
            && bytes.count - start >= wanted.count
    }
}
