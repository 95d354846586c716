public import Access
public import Audit
public import Base
public import HTTP

/// One door of the house.
///
/// There is no way to make one without saying what it needs.
public struct Route: Sendable {
    /// The method that the door answers; one for GET answers HEAD as well.
    public let method: Method
    /// `/{space}/people/{id}`: names in braces stand for one segment each.
    public let path: StaticString
    /// The kinds of space that have the door; in another kind it does not exist.
    public let kinds: SpaceKinds
    /// The permission that is asked for before the handler is called.
    public let needs: Permission
    /// The groups of personal data that the door shows.
    public let discloses: [FieldGroup]
    /// The lanes that carry it.
    public let lane: LaneKind
    /// Whose form the door takes.
    public let owner: FormOwner
    /// What it answers with.
    public let answers: Answers
    /// The wording key of what the page is for: `help.people.id` for `/{space}/people/{id}`; nil for what is no page of a
    /// space.
    public let help: String?
    let segments: [Segment]
    let handle: @Sendable (Visit) throws(Failure) -> Looked

    enum Segment: Sendable, Equatable {
        case literal(String)
        case parameter(String)
    }

    /// What a door answers with.
    public enum Answers: Sendable {
        case page
        /// Another address.
        case lead
        /// What a page asks for itself.
        case part
        case file
        /// What an act has done.
        case act
    }

    /// A page without personal data.
    public static func get(
        _ path: StaticString,
        in kinds: SpaceKinds,
        needs: Permission,
        lane: LaneKind = .page,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Reply
    ) -> Route {
        Route(.get, path, kinds, needs, [], lane, .page) { visit throws(Failure) in
            Looked(try handle(visit), nil)
        }
    }

    /// An address that is no page and leads to one.
    public static func lead(
        _ path: StaticString,
        in kinds: SpaceKinds,
        needs: Permission,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Reply
    ) -> Route {
        Route(.get, path, kinds, needs, [], .page, .lead) { visit throws(Failure) in
            Looked(try handle(visit), nil)
        }
    }

    /// A part of a page, which the page itself asks for; it names nobody.
    public static func part(
        _ path: StaticString,
        in kinds: SpaceKinds,
        needs: Permission,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Reply
    ) -> Route {
        Route(.get, path, kinds, needs, [], .page, .part) { visit throws(Failure) in
            Looked(try handle(visit), nil)
        }
    }

    /// A page that shows personal data: its reply leaves only with the entry of the look.
    public static func look(
        _ path: StaticString,
        in kinds: SpaceKinds,
        needs: Permission,
        discloses: [FieldGroup],
        lane: LaneKind = .page,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Looked
    ) -> Route {
        Route(.get, path, kinds, needs, discloses, lane, .page, handle: handle)
    }

    /// A file without personal data.
    public static func file(
        _ path: StaticString,
        in kinds: SpaceKinds,
        needs: Permission,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Reply
    ) -> Route {
        Route(.get, path, kinds, needs, [], .export, .file) { visit throws(Failure) in
            Looked(try handle(visit), nil)
        }
    }

    /// A file with personal data: a look that is no page.
    public static func file(
        _ path: StaticString,
        in kinds: SpaceKinds,
        needs: Permission,
        discloses: [FieldGroup],
        lane: LaneKind = .page,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Looked
    ) -> Route {
        Route(.get, path, kinds, needs, discloses, lane, .file, handle: handle)
    }

    /// An act.
    ///
    /// What it shows in its reply stands in the entry of the act itself.
    public static func post(
        _ path: StaticString,
        in kinds: SpaceKinds,
        needs: Permission,
        discloses: [FieldGroup] = [],
        lane: LaneKind = .page,
        of owner: FormOwner = .account,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Reply
    ) -> Route {
        Route(.post, path, kinds, needs, discloses, lane, .act, owner) { visit throws(Failure) in
            Looked(try handle(visit), nil)
        }
    }

    /// An act of a declared form, which shows its page again where it does not hold: a look of its own.
    public static func submit(
        _ path: StaticString,
        in kinds: SpaceKinds,
        needs: Permission,
        discloses: [FieldGroup] = [],
        lane: LaneKind = .page,
        of owner: FormOwner = .account,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Looked
    ) -> Route {
        Route(.post, path, kinds, needs, discloses, lane, .act, owner, handle: handle)
    }

    init(
        _ method: Method,
        _ path: StaticString,
        _ kinds: SpaceKinds,
        _ needs: Permission,
        _ discloses: [FieldGroup],
        _ lane: LaneKind,
        _ answers: Answers,
        _ owner: FormOwner = .account,
        handle: @escaping @Sendable (Visit) throws(Failure) -> Looked
    ) {
        self.method = method
        self.path = path
        self.kinds = kinds
        self.needs = needs
        self.discloses = discloses
        self.lane = lane
        self.owner = owner
        self.answers = answers
        self.handle = handle
        segments = "\(path)".split(separator: "/").map { part in
            part.hasPrefix("{")
                ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
        let parts = "\(path)".split { "/{}".contains($0) }
        let isHelped = answers == .page && segments.first == .parameter("space")
        help = isHelped ? "help.\(parts.dropFirst().joined(separator: "."))" : nil
    }
}

/// The kinds of space that have a door.
public struct SpaceKinds: OptionSet, Sendable {
    /// One bit a kind, in the order of `SpaceKind.allCases`.
    public let rawValue: Int

    /// Kinds by their bits.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The association.
    public static let association = SpaceKinds(.association)
    /// Its partners.
    public static let partner = SpaceKinds(.partner)
    /// The provider of trainings.
    public static let provider = SpaceKinds(.provider)
    /// Employers.
    public static let employer = SpaceKinds(.employer)
    /// Every kind.
    public static let every: SpaceKinds = [.association, .partner, .provider, .employer]
    /// None: the door is outside the spaces.
    public static let outside: SpaceKinds = []

    private init(_ kind: SpaceKind) {
        rawValue = 1 << (SpaceKind.allCases.firstIndex(of: kind) ?? 0)
    }

    /// Whether a kind is among them.
    public func has(_ kind: SpaceKind) -> Bool {
        contains(SpaceKinds(kind))
    }
}

/// Whose form a door takes.
public enum FormOwner: Sendable {
    /// Of the account for which the page was made: a form of another is refused, and nothing is saved.
    case account
    /// Of whoever sends it: forms that say themselves who it is (signing in, a mailed code, the token of a link).
    case anybody
    /// It has no fields and no seal: signing out.
    case unsealed
    /// Of a mail program that knows the address alone: no page of ours has made it, and what it may do stands in the address.
    case mailed

    /// Whether a page of ours has made it, and sealed it.
    public var isSealed: Bool { self == .account || self == .anybody }
}

/// Which lanes carry a route.
public enum LaneKind: String, CaseIterable, Sendable {
    case page
    /// Password hashing: few at a time, its memory is bounded.
    case secret
    /// Files that take long to make.
    case export
    /// What asks another house, and waits for its answer.
    case outward
}

/// A reply with the entry of the look that it is; nil where nothing personal is shown.
public struct Looked: Sendable {
    /// What the browser gets.
    public let reply: Reply
    /// What the log says of the look.
    public let entry: Entry?

    /// A page that shows personal data, and what the log says of it.
    ///
    /// The entry is about whomever the reply names, and about those whom it tells of itself.
    public init(_ reply: Reply, _ entry: Entry) {
        self.init(reply, entry as Entry?)
    }

    /// Leads elsewhere: nothing was shown that the log would have to tell.
    public static func elsewhere(_ path: String) -> Looked {
        Looked(.redirect(to: path), nil)
    }

    /// The answer of an act that has its entry already.
    public static func acted(_ reply: Reply) -> Looked {
        Looked(reply, nil)
    }

    /// The same with a cookie or a field more.
    public func with(_ change: (inout Response) -> Void) -> Looked {
        Looked(reply.with(change), entry)
    }

    init(_ reply: Reply, _ entry: Entry?) {
        self.reply = reply
        self.entry = entry?.about(also: reply.subjects)
    }
}
