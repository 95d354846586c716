public import Access
public import Base
public import Crypto
public import HTTP
import Interface
public import Terms
public import Wording

/// What is the same for every request of this process.
public struct Site: Sendable {
    /// The public address, such as `https://vakka.example`, without a slash at the end.
    public let origin: String
    /// The sentences of the pages, in every language.
    public let catalogue: Catalogue
    /// Files for browsers, and the paths under which they are found.
    public let assets: Assets
    /// What says who may do what.
    public let gate: Gate
    /// The slices of the house, with their places in the menu.
    public let features: [Feature]
    /// Whether the demo spaces are loaded: their sign-ins are shown, their mail is kept to be read.
    public let isDemo: Bool
    /// The folder in which the demo keeps mail; nil where mail is sent.
    public let mailFolder: String?
    /// The public register of companies; nil where none is named.
    public let companies: CompanySearch?
    /// First segments of paths that no slug may take.
    public let reserved: Set<String>
    /// What tells the time.
    public let clock: Clock
    /// What seals forms; the same in every process of an installation.
    public let sealing: SealingKey
    /// Links of the rail with their doors, in order.
    let menu: [(item: MenuItem, door: Route)]
    /// Pages that do something, with their doors.
    let acts: [(item: MenuItem, door: Route)]
    /// Every list with the door of its page.
    let listings: [(listing: AnyListing, door: Route)]
    /// Every page by its path.
    private let pages: [String: Route]
    /// Who has to wait and does not.
    let rateLimiter = RateLimiter()

    /// The site as it is put together at the start; mail is sent unless a folder is named.
    ///
    /// Throws a fault when a link of the menu leads to no door, or when a list has none.
    public init(
        origin: String,
        catalogue: Catalogue,
        assets: Assets,
        gate: Gate,
        features: [Feature],
        isDemo: Bool,
        mailFolder: String? = nil,
        companies: CompanySearch? = nil,
        reserved: Set<String>,
        sealing: SealingKey,
        clock: Clock
    ) throws(Failure) {
        let doors = features.flatMap(\.routes).filter { $0.method == .get }
        func door(_ path: String) throws(Failure) -> Route {
            guard let door = doors.first(where: { "\($0.path)" == "/{space}\(path)" }) else {
                throw .broken(Fault("a link of the menu or a list has no door", path))
            }
            return door
        }
        menu = try features.flatMap(\.menu).sorted { $0.place < $1.place }
            .map { (item) throws(Failure) in (item, try door(item.path)) }
        acts = try features.flatMap(\.acts)
            .map { (item) throws(Failure) in (item, try door(item.path)) }
        listings = try features.flatMap(\.listings)
            .map { (listing) throws(Failure) in (listing, try door("\(listing.shape.path)")) }
        pages = Dictionary(
            doors.filter { $0.answers == .page }.map { ("\($0.path)", $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.sealing = sealing
        self.origin = origin
        self.catalogue = catalogue
        self.assets = assets
        self.gate = gate
        self.features = features
        self.isDemo = isDemo
        self.mailFolder = mailFolder
        self.companies = companies
        self.reserved = reserved
        self.clock = clock
    }

    /// Whether browsers reach the site over TLS.
    public var isSecure: Bool { origin.hasPrefix("https:") }

    /// The session cookie's name: bound to this host alone where TLS allows it.
    public var sessionCookie: String { isSecure ? "__Host-vakka" : "vakka" }
}

extension Site {
    /// The page on which a door is opened: of an act the page of its form, which stands at its own address, below it where
    /// something is new or edited, or nearest above.
    func shownPage(of door: Route) -> Route? {
        var path = "\(door.path)"[...]
        var places = door.answers == .act ? ["\(path)/new", "\(path)/edit"] : []
        while let end = path.lastIndex(of: "/") {
            places.append(String(path))
            path = path[..<end]
        }
        return places.lazy.compactMap { pages[$0] }.first
    }

    /// Whether a request's `Host` is this installation's: its public address, or this machine where that is one.
    func isOwn(host: String) -> Bool {
        let (scheme, authority) = Site.parts(origin)
        let usual = scheme == "https" ? ":443" : ":80"
        let asked = host.lowercased()
        return asked == authority || asked == authority + usual
            || Site.isLoopback(authority) && Site.isLoopback(asked)
    }

    /// Whether a page of this installation has sent the request, by its `Origin`.
    func isOwn(origin other: String) -> Bool {
        let (scheme, authority) = Site.parts(origin)
        let asked = Site.parts(other)
        return asked.scheme == scheme && asked.authority == authority
            || Site.isLoopback(authority) && Site.isLoopback(asked.authority)
    }

    /// Scheme and host with its port, in small letters.
    private static func parts(_ origin: String) -> (scheme: String, authority: String) {
        let pieces = origin.lowercased().split(separator: "://", maxSplits: 1)
        return (
            pieces.first.map(String.init) ?? "", pieces.dropFirst().first.map(String.init) ?? ""
        )
    }

    /// Whether a host, with or without a port, is this machine.
    private static func isLoopback(_ authority: String) -> Bool {
        ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "[::]"].contains { name in
            guard authority.hasPrefix(name) else { return false }
            let rest = authority.dropFirst(name.count)
            return rest.isEmpty || rest.first == ":" && rest.dropFirst().allSatisfy(\.isNumber)
        }
    }
}

extension Site {
    /// The header fields that every page carries.
    func secure(_ response: inout Response) {
        response.fields.set(
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        response.fields.set("cross-origin-opener-policy", "same-origin")
        response.fields.set("cross-origin-resource-policy", "same-origin")
        response.fields.set("x-content-type-options", "nosniff")
        response.fields.set("referrer-policy", "same-origin")
        response.fields.set("cache-control", "no-store")
        if isSecure {
            response.fields.set("strict-transport-security", "max-age=63072000; includeSubDomains")
        }
    }
}
