import Access
import Base
import HTTP
import Interface
import Terms
import Wording

/// The frame of a page for this visitor: names, rail, switcher and the notice of the last act.
///
/// `path` is where the page belongs in the menu, unless its own address says it.
func pageFrame(
    site: Site,
    visitor: Visitor,
    request: Request,
    words: Words,
    at path: String? = nil,
    door: Route? = nil,
    shown: [String] = []
) -> Frame {
    let space = visitor.space
    let isMember = visitor.actor.membership != nil
    // Nobody vouches for the name of a space that nobody has claimed: whoever asked first has typed it.
    let name = space?.state == "unclaimed" && !isMember ? nil : space?.name(words.language)
    var notice: Notice?
    // Only sentences that say what was done can be asked for by an address, and only where a page of ours led to it: a
    // link from elsewhere says nothing here. A browser that does not tell where it comes from is believed.
    let origin = request.fields.first("sec-fetch-site") ?? "same-origin"
    if let key = request.query.first("did"), origin == "same-origin", key.contains(".done."),
        words.has(key)
    {
        notice = Notice(.done, words.dynamic(key))
    }
    let items = isMember ? rail(site, visitor, words) : outside(site, visitor, words)
    return Frame(
        words: words,
        path: request.method == .post ? "/" : request.rawTarget,
        spaceName: name ?? words("house.name"),
        shortName: name == nil ? "" : space?.logoText ?? "",
        senderPath: space.map { $0.kind == .provider ? "/\($0.slug)/open-courses" : nil } ?? "/",
        spaceSlug: space?.slug,
        spaceKind: space.map { words.dynamic("space.kind.\($0.kind.rawValue)") } ?? "",
        rail: marked(items, at: path ?? request.path),
        spaces: visitor.places.map { place in
            SpaceLink(
                name: place.space.name(words.language),
                path: "/\(place.space.slug)/today",
                isCurrent: place.space.id == space?.id
            )
        },
        accountName: visitor.account?.name,
        roleTitle: visitor.actor.roles.sorted().map { title($0, visitor, words) }
            .joined(separator: ", "),
        notice: notice,
        help: door.flatMap { help(of: $0, shown, visitor, words) },
        styles: [site.assets.path(for: "site.css")],
        scripts: site.assets.names.filter { $0.hasPrefix("scripts/") }.map(site.assets.path),
        icon: site.assets.path(for: "images/icon.svg"),
        isDemo: site.isDemo
    )
}

/// What a page is, what the log tells of it, and whom to ask: an organisation that vouches for its address, or whom the
/// reader knows.
private func help(
    of door: Route,
    _ shown: [String],
    _ visitor: Visitor,
    _ words: Words
) -> PageHelp? {
    guard let key = door.help, let space = visitor.space else { return nil }
    let isMember = visitor.actor.membership != nil
    // Anybody may ask a provider of trainings; the addresses of others are for their own.
    let isTold =
        space.state == "active" && (isMember || space.kind == .provider && space.isContactOpen)
    let groups = shown.map { words.dynamic("group.\($0)") }
    return PageHelp(
        what: words.dynamic(key),
        log: groups.isEmpty
            ? words("interface.help.unlogged")
            : words("interface.help.logged", ["groups": groups.joined(separator: ", ")]),
        ask: words.dynamic(
            "interface.help.ask."
                + (!isMember
                    ? "sender"
                    : visitor.actor.roles.contains(.coordinator) ? "colleague" : "coordinator")
        ),
        email: isTold ? space.contactEmail : ""
    )
}

/// What a role makes of the visitor now: at a provider an expert is an applicant first.
private func title(_ role: Role, _ visitor: Visitor, _ words: Words) -> String {
    guard role == .expert, visitor.space?.kind == .provider else {
        return words.dynamic("role.\(role.rawValue)")
    }
    return switch visitor.standing {
    case .applicant: words("standing.applicant")
    case .participant: words("standing.participant")
    case .expert: words("role.expert")
    case nil: words("standing.none")
    }
}

private func rail(_ site: Site, _ visitor: Visitor, _ words: Words) -> [RailItem] {
    links(site.menu, site, visitor, words)
}

/// Those of some links whose doors are open to the visitor.
func links(
    _ items: [(item: MenuItem, door: Route)],
    _ site: Site,
    _ visitor: Visitor,
    _ words: Words
) -> [RailItem] {
    guard let space = visitor.space else { return [] }
    return items.compactMap { (item, door) -> RailItem? in
        guard door.kinds.has(space.kind),
            // An employer keeps no register: any member may be whom a request is about.
            !item.isForPersons || visitor.actor.person != nil || space.kind == .employer,
            case let scope = site.gate.table.scope(of: door.needs, for: visitor.actor),
            scope >= item.scopeMin, scope <= item.scopeMax
        else { return nil }
        return RailItem(title: words(item.title), path: "/\(space.slug)\(item.path)")
    }
}

private func outside(_ site: Site, _ visitor: Visitor, _ words: Words) -> [RailItem] {
    guard visitor.account != nil else { return [] }
    var items = [
        RailItem(title: words("house.spaces"), path: "/spaces"),
        RailItem(title: words("interface.account"), path: "/account"),
    ]
    if visitor.actor.isOperator {
        items.append(RailItem(title: words("operator.title"), path: "/operator"))
    }
    return items
}

/// The items, with the one marked to which a page belongs: of those above its path, the nearest.
private func marked(_ items: [RailItem], at path: String) -> [RailItem] {
    let above = items.indices.filter { "\(path)/".hasPrefix("\(items[$0].path)/") }
    guard let nearest = above.max(by: { items[$0].path.count < items[$1].path.count }) else {
        return items
    }
    var items = items
    items[nearest].isCurrent = true
    return items
}
