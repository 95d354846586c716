import Audit
import Base
import Interface
import Routing

/// One look at a person's data as that person may learn of it: when, what and by which role, never by whom.
struct Sighting: Sendable {
    let id: ID<Event>
    let at: Instant
    let kind: Kind
    let action: String
    let objectType: String
    /// The groups of personal data that were shown.
    let groups: [String]
    let role: String
    let purpose: String?
    /// The space that a letter came from; nil for what was done in this space.
    let sender: String?
    /// Whether the person did it.
    let isOwn: Bool

    var key: LogKey { LogKey(at: at, id: id) }
}

/// How a space can be reached.
struct Contact: Sendable {
    let email: String
    let phone: String
}

/// What 'who has looked at my data' shows.
struct OwnLogPage {
    let sightings: [Sighting]
    let next: LogKey?
    let isFirst: Bool
    let contact: Contact
    /// Name of the organisation whose log it is.
    let organisation: String
}

/// What the data-subject extract tells.
struct Extract {
    let person: PersonName?
    let sightings: [Sighting]
    let isCut: Bool
    let organisation: String
    let contact: Contact
    let from: Day?
    let to: Day?
    let madeAt: Instant
}
