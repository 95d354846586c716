import Access
import Audit
public import Base
public import Crypto
import HTTP
public import Routing
public import Terms
import Wording

/// What stands in the folder `Web`: every sentence, and the files for browsers.
public struct WebFolder: Sendable {
    let catalogue: Catalogue
    let assets: Assets

    /// Reads the folder `Web` of `root`; throws a fault that names what does not hold.
    public init(of root: String) throws(Failure) {
        catalogue = try Catalogue.load(folder: root + "/Web/wording")
        assets = try Assets(folder: root + "/Web") { base64url(Array(sha256($0).prefix(12))) }
    }
}

/// Puts the product together: tables, words, files for browsers and every feature's doors.
///
/// `sealing` seals the forms of the installation. Throws a fault that names what does not hold.
public func compose(
    _ web: WebFolder,
    origin: String,
    isDemo: Bool,
    mailFolder: String? = nil,
    companies: CompanySearch? = nil,
    features: [Feature] = features,
    sealing: SealingKey,
    refusalsSinglyPerMinute: Int = Limits.refusalsLoggedSinglyPerMinute,
    clock: Clock = .real,
    log: @escaping @Sendable (Fault, String) -> Void
) throws(Failure) -> Pipeline {
    let router = try Router(features.flatMap(\.routes) + [.keptForm])
    let site = try Site(
        origin: origin,
        catalogue: web.catalogue,
        assets: web.assets,
        gate: Gate(table: try PermissionTable.embedded()),
        features: features,
        isDemo: isDemo,
        mailFolder: mailFolder,
        companies: companies,
        reserved: router.reserved,
        sealing: sealing,
        clock: clock
    )
    return try Pipeline(
        site: site,
        router: router,
        refusalsSinglyPerMinute: refusalsSinglyPerMinute,
        log: log
    )
}
