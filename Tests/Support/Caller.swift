public import Access
public import HTTP
public import Base

/// Somebody who opens pages and sends forms, as the tests go through the house.
public struct Caller: Sendable {
    /// What the tests call them.
    public let name: String
    /// The space in whose pages they go about.
    public let slug: String
    /// The kind of that space.
    public let kind: SpaceKind
    /// The role that they have there; nil for who is not at home in any.
    public let role: Role?
    /// Whether they are the second one with their role, whose rows are not the first one's.
    public var isOther = false
    /// The one signed in; nil for nobody.
    public let guest: Guest?
    /// As the gate sees them.
    public let actor: Actor
}

/// A browser of one caller: it keeps its cookies.
public struct Tab {
    private let house: TestHouse
    private var cookies: [String: String] = [:]

    /// A browser in which the caller is signed in, if they can be.
    public init(_ house: TestHouse, _ caller: Caller) {
        self.house = house
        if let guest = caller.guest { cookies["vakka"] = guest.token }
    }

    /// A browser that holds the token of a session; nil for nobody's.
    public init(_ house: TestHouse, token: String?) {
        self.house = house
        cookies["vakka"] = token
    }

    /// Opens a page.
    public mutating func get(_ path: String) throws(Failure) -> Page {
        keep(try house.ask(Request(.get, sent(path), fields: fields)))
    }

    /// Sends a form as it is.
    public mutating func post(_ path: String, _ form: Form) throws(Failure) -> Page {
        var fields = fields
        fields.set("content-type", "application/x-www-form-urlencoded")
        fields.set("sec-fetch-site", "same-origin")
        return keep(
            try house.ask(
                Request(.post, sent(path), fields: fields, body: Array(form.encoded.utf8))
            )
        )
    }

    /// The cookies that the browser has got beside the session's, by name.
    public var secrets: [String: String] {
        cookies.filter { $0.key != "vakka" && $0.key != "language" && !$0.value.isEmpty }
    }

    /// The place on a page stays in the browser.
    private func sent(_ path: String) -> String { String(path.prefix { $0 != "#" }) }

    private var fields: Fields {
        var fields: Fields = ["host": "localhost"]
        for (name, value) in cookies.sorted(by: { $0.key < $1.key }) {
            fields.append("cookie", "\(name)=\(value)")
        }
        return fields
    }

    private mutating func keep(_ page: Page) -> Page {
        for cookie in page.response.fields.all("set-cookie") {
            let pair = cookie.prefix { $0 != ";" }
            guard let equals = pair.firstIndex(of: "=") else { continue }
            cookies[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
        }
        return page
    }
}
