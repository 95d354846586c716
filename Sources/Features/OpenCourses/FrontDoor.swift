import Access
import Base
import Interface
import Routing
import Wording

/// Whom anybody may ask of a space; what the space does not want told is empty.
struct PublicContact: Sendable {
    let businessID: String
    let name: String
    let address: String
    let email: String
    let phone: String

    var isTold: Bool { ![name, address, email, phone].allSatisfy(\.isEmpty) }
}

/// What a space says to anybody who comes to its door.
struct FrontDoor: Sendable {
    let name: String
    let kind: SpaceKind
    let contact: PublicContact
    let courses: [OpenCourse]
    /// Whether anybody may ask it to work together.
    let takesEnquiries: Bool
    /// Whether it has stories that anybody may read.
    let tellsStories: Bool
    /// Where its pages are.
    let place: String
}

/// What a space's privacy notice tells, as the program does it.
struct PrivacyNotice: Sendable {
    let controller: String
    let kind: SpaceKind
    let contact: PublicContact
    /// Groups of personal data that the space's pages show, with the roles to which they show others' data.
    let readers: [(group: FieldGroup, roles: [Role])]
    /// How many days feedback is kept after its answer.
    let feedbackDays: Int
    /// How many days who asked is kept of an enquiry that came to nothing.
    let enquiryDays: Int
    /// How many days a join can be taken back.
    let joinDays: Int
    let place: String
}

extension PrivacyNotice {
    /// Who sees what, by the doors of this kind of space and by the table of permissions.
    static func readers(
        _ features: [Feature],
        _ table: PermissionTable,
        in kind: SpaceKind,
        of roles: [Role]
    ) -> [(group: FieldGroup, roles: [Role])] {
        let scopes = Dictionary(table.lines.map { ($0.permission, $0.scopes) }) { first, _ in first
        }
        let doors = features.flatMap(\.routes).filter { $0.kinds.has(kind) }
        return FieldGroup.allCases.compactMap { group in
            let seers = roles.filter { role in
                doors.contains { door in
                    door.discloses.contains(group) && isWide(door.needs, scopes[door.needs]?[role])
                }
            }
            return seers.isEmpty ? nil : (group, seers)
        }
    }

    /// Whether a permission shows somebody the data of others; on Today and in the search each sees what their other permissions reach.
    private static func isWide(_ permission: Permission, _ scope: Scope?) -> Bool {
        switch permission {
        case .nothing, .accountOwn, .todayRead, .logOwn, .applicationMake, .consentAnswer: false
        default: scope ?? .none >= .course
        }
    }
}
