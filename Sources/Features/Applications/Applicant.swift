import Base

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
    var support = Support(workingTime: true)
}

/// Whether a name could carry somebody to another place when it stands in a mail.
func looksLikeLink(_ text: String) -> Bool {
    let lower = text.lowercased()
    return ["://", "www.", "@", "<", ">"].contains { lower.contains($0) }
}

/// A business id as it is written: spaces gone, the hyphen in its place.
func tidyBusinessID(_ text: String) -> String {
    let bytes = text.utf8.filter { $0 > 0x20 }
    if bytes.count == 8, bytes.allSatisfy({ (48...57).contains($0) }) {
        return String(decoding: bytes[..<7] + [UInt8(ascii: "-")] + bytes[7...], as: UTF8.self)
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// What throttling knows a network by: the address, of IPv6 its first 64 bits.
func network(of peer: String) -> String {
    guard peer.contains(":") else { return peer }
    return peer.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(
        separator: ":"
    )
}
