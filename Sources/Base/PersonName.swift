/// Somebody whom an event of the log is about: a person of the space's register, or a member who does not stand there.
public enum Subject: Hashable, Sendable {
    /// Somebody in the register.
    case person(ID<Person>)
    /// A member who is not in the register, such as a coordinator.
    case member(ID<Membership>)
}

/// The name of somebody, together with whom it names.
///
/// A page, a file and the log take it as it is, and whomever they show is told of in the log. A slice gets the text only
/// by `text(for:)`, whose uses a test lists.
public struct PersonName: Hashable, Sendable {
    /// Whom it names; nil for a name that only somebody typed and that has no id in this space.
    public let subject: Subject?
    private let text: String

    /// The name of a subject.
    public init(_ subject: Subject?, _ text: String) {
        self.subject = subject
        self.text = text
    }

    /// The name of somebody in the register.
    public init(_ person: ID<Person>, _ text: String) {
        self.init(.person(person), text)
    }

    /// A name without an id in this space: a consent-giver without an account, the sender of a letter.
    public static func unlisted(_ text: String) -> PersonName { PersonName(nil, text) }

    /// Where a name is taken as text.
    public enum Use: Sendable {
        /// A component of pages, which gathers the name's subject.
        case page
        /// A cell of a file, which gathers it too.
        case file
        /// The label of an event.
        case log
        /// A mail: what it says is not shown in the house.
        case mail
        /// A letter to another space, which is logged at both ends.
        case letter
        /// A field that the name is typed in, beside a heading that names the same person.
        case field
    }

    /// The plain text, for a use that has its own way to tell of it.
    public func text(for use: Use) -> String { text }

    /// Whether nothing would be read, as for somebody who is no longer in the register.
    public var isEmpty: Bool { text.isEmpty }

    /// The person, if the name is of somebody in the register.
    public var person: ID<Person>? {
        guard case .person(let id) = subject else { return nil }
        return id
    }
}
