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
    /// Whose act it was, where the log knows; no page shows it.
    let actor: ID<Person>?
    let member: ID<Membership>?

    /// Whether one of these did it, or a member.
    func isOf(_ people: [ID<Person>], _ reader: ID<Membership>?) -> Bool {
        actor.map(people.contains) ?? false || (member != nil && member == reader)
    }
}

/// How a space can be reached.
struct Contact: Sendable {
    let email: String
    let phone: String
}

/// What the data-subject extract tells.
struct Extract {
    let person: PersonName?
    let organisation: String
    let contact: Contact
    let from: Day?
    let to: Day?
    let madeAt: Instant
}
