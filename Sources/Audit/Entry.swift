public import Base

/// What a handler has to say for the log; the store adds who, where and when.
public struct Entry: Sendable {
    /// What was done, or tried.
    public let action: Action
    /// The thing acted on.
    public let object: Object?
    /// Those whose data was seen or changed; an event holds up to `Limits.subjectsPerEventMax`, see `parts`.
    public let subjects: [Subject]
    /// The fields that changed; empty for what changes nothing.
    public let changes: [Change]
    /// Why special data was opened, in the reader's own choice of words.
    public let purpose: String?
    /// What was seen along the way, beside the object: the lines of a list.
    public let seen: [Object]
    /// How many rows or things it was about.
    public let count: Int?
    /// Whether it was done or refused.
    public let outcome: EventOutcome
    /// The name that somebody without an account typed as theirs.
    public let signedAs: String?

    /// An entry of something that was done, unless `outcome` says otherwise.
    public init(
        _ action: Action,
        of object: Object? = nil,
        about subjects: [Subject] = [],
        changes: [Change] = [],
        purpose: String? = nil,
        seen: [Object] = [],
        count: Int? = nil,
        outcome: EventOutcome = .done,
        signedAs: String? = nil
    ) {
        self.action = action
        self.object = object
        self.subjects = subjects
        self.changes = changes
        self.purpose = purpose
        self.seen = seen
        self.count = count
        self.outcome = outcome
        self.signedAs = signedAs
    }

    /// The same about people of the register.
    public init(
        _ action: Action,
        of object: Object? = nil,
        about people: [ID<Person>],
        changes: [Change] = [],
        purpose: String? = nil,
        seen: [Object] = [],
        count: Int? = nil,
        outcome: EventOutcome = .done,
        signedAs: String? = nil
    ) {
        self.init(
            action,
            of: object,
            about: people.map(Subject.person),
            changes: changes,
            purpose: purpose,
            seen: seen,
            count: count,
            outcome: outcome,
            signedAs: signedAs
        )
    }

    /// The same about these as well, as of a look whose page named them.
    public func about(also others: [Subject]) -> Entry {
        guard !others.isEmpty else { return self }
        var known = Set(subjects)
        return Entry(
            action,
            of: object,
            about: subjects + others.filter { known.insert($0).inserted },
            changes: changes,
            purpose: purpose,
            seen: seen,
            count: count,
            outcome: outcome,
            signedAs: signedAs
        )
    }

    /// The same for up to a hundred people at a time, so that each of them stands in the log.
    public var parts: [Entry] {
        guard subjects.count > Limits.subjectsPerEventMax else { return [self] }
        return stride(from: 0, to: subjects.count, by: Limits.subjectsPerEventMax).map { start in
            let some = Array(subjects[start...].prefix(Limits.subjectsPerEventMax))
            return Entry(
                action,
                of: object,
                about: some,
                changes: changes,
                purpose: purpose,
                seen: start == 0 ? seen : [],
                count: count == nil ? nil : some.count,
                outcome: outcome,
                signedAs: signedAs
            )
        }
    }
}

/// The thing that an entry is about: its id, and the name under which people know it.
public struct Object: Sendable {
    /// The id as 36 characters.
    public let id: String
    /// The name under which people know it; empty when it has none.
    public let label: String
    /// Whom the label names, if it is somebody's name.
    public let named: Subject?

    /// The label stands in the log's private part: a course's name, a role, never a person's special data.
    public init<Of>(_ id: ID<Of>, _ label: String = "") {
        self.id = id.text
        self.label = label
        named = nil
    }

    /// A thing known by somebody's name, such as a person or an enrolment.
    public init<Of>(_ id: ID<Of>, _ name: PersonName) {
        self.id = id.text
        label = name.text(for: .log)
        named = name.subject
    }
}

/// One field that changed.
public enum Change: Sendable {
    /// An ordinary field, with its old and new value.
    case value(field: String, old: String, new: String)
    /// A special-category field: only that it changed.
    case special(field: String)

    /// Nil when nothing changed.
    public static func of(_ field: String, _ old: String, _ new: String) -> Change? {
        old == new ? nil : .value(field: field, old: old, new: new)
    }
}
