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
    /// The permission that is asked for before the handler is called.
    public let needs: Permission
    /// The groups of personal data that the door shows.
    public let discloses: [FieldGroup]
    /// The lanes that carry it.
    public let lane: LaneKind
    let segments: [Segment]
    let handle: @Sendable (Visit) throws(Failure) -> Looked

    enum Segment: Sendable, Equatable {
        case literal(String)
        case parameter(String)
    }

    /// A page without personal data.
    public static func get(
        _ path: StaticString,
        needs: Permission,
        lane: LaneKind = .page,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Reply
    ) -> Route {
        Route(.get, path, needs, [], lane) { visit throws(Failure) in
            Looked(try handle(visit), nil)
        }
    }

    /// A page that shows personal data: its reply leaves only with the entry of the look.
    public static func look(
        _ path: StaticString,
        needs: Permission,
        discloses: [FieldGroup],
        lane: LaneKind = .page,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Looked
    ) -> Route {
        Route(.get, path, needs, discloses, lane, handle)
    }

    /// An act.
    ///
    /// What it shows in its reply stands in the entry of the act itself.
    public static func post(
        _ path: StaticString,
        needs: Permission,
        discloses: [FieldGroup] = [],
        lane: LaneKind = .page,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Reply
    ) -> Route {
        Route(.post, path, needs, discloses, lane) { visit throws(Failure) in
            Looked(try handle(visit), nil)
        }
    }

    init(
        _ method: Method,
        _ path: StaticString,
        _ needs: Permission,
        _ discloses: [FieldGroup],
        _ lane: LaneKind,
        _ handle: @escaping @Sendable (Visit) throws(Failure) -> Looked
    ) {
        self.method = method
        self.path = path
        self.needs = needs
        self.discloses = discloses
        self.lane = lane
        self.handle = handle
        segments = "\(path)".split(separator: "/").map { part in
            part.hasPrefix("{")
                ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
    }
}

/// Personal data by what it tells.
public enum FieldGroup: String, CaseIterable, Sendable {
    case name
    case contact
    case membership
    case application
    case attendance
    case consent
    case note
    case log
}

/// Which lanes carry a route.
public enum LaneKind: String, CaseIterable, Sendable {
    case page
    /// Password hashing: few at a time, its memory is bounded.
    case secret
    /// Files that take long to make.
    case export
}

/// A reply with the entry of the look that it is; nil where nothing personal is shown.
public struct Looked: Sendable {
    /// What the browser gets.
    public let reply: Reply
    /// What the log says of the look.
    public let entry: Entry?

    /// A page that shows personal data, and what the log says of it.
    public init(_ reply: Reply, _ entry: Entry) {
        self.reply = reply
        self.entry = entry
    }

    /// Leads elsewhere: nothing was shown that the log would have to tell.
    public static func elsewhere(_ path: String) -> Looked {
        Looked(.redirect(to: path), nil)
    }

    init(_ reply: Reply, _ entry: Entry?) {
        self.reply = reply
        self.entry = entry
    }
}

/// What a handler answers.
public enum Reply: Sendable {
    /// A whole document.
    case page(status: Int, [UInt8])
    /// To another page, after an act.
    case redirect(to: String)
    /// A file to keep.
    case file(name: String, type: String, [UInt8])
    /// Anything else, with its own fields.
    case response(Response)
}
