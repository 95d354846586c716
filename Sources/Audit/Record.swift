public import Base
import Crypto
import Synchronization

/// Who is named in an event: the private part of an actor, and the role that is public.
public struct LoggedActor: Sendable {
    /// The account that did it; nil when nobody was signed in.
    public let account: ID<Account>?
    /// The account's membership of the space; nil for those who have none there.
    public let membership: ID<Membership>?
    /// The session in which it was done; nil where there is none.
    public let session: ID<Session>?
    /// The name that the log keeps in its private part.
    public let name: String
    /// The role under which it was done, or `none`, `system`, `operator`.
    public let role: String

    /// A loggedActor by name and role, with the ids that are known.
    public init(
        account: ID<Account>? = nil,
        membership: ID<Membership>? = nil,
        session: ID<Session>? = nil,
        name: String,
        role: String
    ) {
        self.account = account
        self.membership = membership
        self.session = session
        self.name = name
        self.role = role
    }

    /// The same loggedActor under the name that they typed, when no account says who they are.
    public func signed(_ typed: String?) -> LoggedActor {
        guard account == nil, let typed, !typed.isEmpty else { return self }
        return LoggedActor(name: typed, role: role)
    }
}

/// An event made of an entry: commitments drawn, counter taken, ready to be appended.
public struct Record: Sendable {
    /// In whose log it stands.
    public let space: ID<Space>
    private let event: JSON
    /// Whom it is about, each once: people of the register, then members who do not stand there.
    public let people: [ID<Subject>]
    /// How many of them, at the end, are such members.
    public let members: Int
    /// 32 random bytes for each of the people.
    public let salts: [UInt8]
    /// 32 bytes for each of the people: the commitment to their part under their salt.
    public let commitments: [UInt8]

    /// Draws salts and the next number of this process's counter; `groups` is what the door shows of people.
    ///
    /// Throws a fault without random bytes.
    public init(
        _ entry: Entry,
        in space: ID<Space>,
        by loggedActor: LoggedActor,
        showing groups: [String] = [],
        at instant: Instant
    ) throws(Failure) {
        self.space = space
        let actor = try PrivatePart([
            "account": text(loggedActor.account?.text),
            "membership": text(loggedActor.membership?.text),
            "session": text(loggedActor.session?.text), "name": .string(loggedActor.name),
        ])
        let (subjects, count) = Record.distinct(entry.subjects)
        let detail = try PrivatePart(Record.detail(entry, of: count))
        people = subjects.map(\.id)
        members = subjects.count { !$0.isPerson }
        salts = try randomBytes(32 * people.count)
        commitments = commit(salts: salts, subjects: subjects)
        let parts = [
            Record.part("actor", actor, account: loggedActor.account?.text),
            Record.part("detail", detail, object: entry.object?.id),
        ]
        event = [
            "space": .string(space.text), "id": .string(ID<Event>(at: instant).text),
            "at": .string(instant.iso), "version": .number(1),
            "kind": .string(entry.action.kind.rawValue),
            "action": .string(entry.action.name), "outcome": .string(entry.outcome.rawValue),
            "role": .string(loggedActor.role), "object_type": .string(entry.action.object),
            "groups": .array(groups.map(JSON.string)),
            "instance": .string(Instance.id.text), "counter": .number(Instance.next()),
            "actor": .string(hex(actor.commitment)),
            "detail": .string(hex(detail.commitment)), "parts": .array(parts),
            "people": .number(people.count), "members": .number(members),
        ]
    }

    /// The event in the shape that the database's `log.append` takes.
    ///
    /// `first` is the place of its first person among the people of all events that are appended together.
    public func json(first: Int = 0) -> JSON {
        guard case .object(let members) = event else { return event }
        return .object(members + [.init("first", .number(first))])
    }

    /// Each subject once, people of the register first, as many as an event holds; and how many there are.
    private static func distinct(_ all: [Subject]) -> ([Subject], count: Int) {
        var seen = Set<Subject>(minimumCapacity: all.count)
        let each = all.filter { seen.insert($0).inserted }
        let sorted = each.filter(\.isPerson) + each.filter { !$0.isPerson }
        return (Array(sorted.prefix(Limits.subjectsPerEventMax)), each.count)
    }

    /// The commitments one by one.
    public var eachCommitment: [[UInt8]] {
        stride(from: 0, to: commitments.count, by: 32).map { Array(commitments[$0..<$0 + 32]) }
    }

    private static func detail(_ entry: Entry, of people: Int) -> JSON {
        var members: [JSON.Member] = []
        if let object = entry.object {
            members.append(.init("object", .string(object.id)))
            members.append(.init("label", .string(object.label)))
            if let named = object.named { members.append(named.member) }
        }
        // Who is named is told why: in the reader's words at a reveal, else by the code of the action.
        if let purpose = entry.purpose ?? (people > 0 ? entry.action.purpose.rawValue : nil) {
            members.append(.init("purpose", .string(purpose)))
        }
        // Where not everybody can be named, the number says how many they were.
        let count = entry.count ?? (people > Limits.subjectsPerEventMax ? people : nil)
        if let count { members.append(.init("count", .number(count))) }
        if !entry.seen.isEmpty {
            let seen = entry.seen.map { object -> JSON in
                .object(
                    [
                        .init("object", .string(object.id)), .init("label", .string(object.label)),
                    ] + (object.named.map { [$0.member] } ?? [])
                )
            }
            members.append(.init("seen", .array(seen)))
        }
        if !entry.changes.isEmpty {
            members.append(.init("changes", .array(entry.changes.map(change))))
        }
        return .object(members)
    }

    private static func change(_ change: Change) -> JSON {
        switch change {
        case .value(let field, let old, let new):
            ["field": .string(field), "old": .string(old), "new": .string(new)]
        case .special(let field):
            ["field": .string(field), "changed": .bool(true)]
        }
    }

    private static func part(
        _ name: String,
        _ part: PrivatePart,
        account: String? = nil,
        object: String? = nil
    ) -> JSON {
        [
            "part": .string(name), "ordinal": .number(0), "salt": .string(hex(part.salt)),
            "body": .string(part.body), "account": text(account), "object": text(object),
        ]
    }
}

/// This process, in the log's eyes: an id of its own and a running number, so that a missing event shows as a hole.
enum Instance {
    static let id = ID<Event>()
    private static let counter = Atomic<Int>(0)

    static func next() -> Int {
        counter.add(1, ordering: .relaxed).newValue
    }
}

extension Subject {
    var isPerson: Bool {
        if case .person = self { true } else { false }
    }

    /// The id alone, as the log's table of subjects keeps it.
    var id: ID<Subject> {
        switch self {
        case .person(let id): ID(id)
        case .member(let id): ID(id)
        }
    }

    /// What the subject's private part calls it.
    var member: JSON.Member {
        .init(isPerson ? "person" : "member", .string(id.text))
    }
}

private func text(_ value: String?) -> JSON {
    value.map(JSON.string) ?? .null
}
