public import Access
public import Base
import Store
import Wording

/// Who asks: the session's account with its places, and the space that is asked for.
public struct Visitor: Sendable {
    /// The account, when somebody is signed in.
    public let account: SignedIn?
    /// The space in the path; nil outside the spaces, and for those who may not know whether it exists.
    public let space: KnownSpace?
    /// The account's spaces, by slug.
    public let places: [Place]
    /// The visitor as the gate and the log know them.
    public let actor: Actor

    init(sessions: [SessionRow], space: KnownSpace?) {
        let here = sessions.first { $0.place?.space.id == space?.id && space != nil }?.place
        let session = sessions.first
        account = session?.account
        places = sessions.compactMap(\.place)
        self.space = space
        actor = Actor(
            space: space?.id,
            account: session?.account.id,
            session: session?.account.session,
            membership: here?.membership,
            person: here?.person,
            roles: here?.roles ?? [],
            name: session?.account.name ?? "",
            isOperator: session?.account.isOperator ?? false
        )
    }
}

extension Visitor {
    /// The same visitor outside the spaces: what those may see of a space who have no place in it.
    var outside: Visitor {
        Visitor(account: account, places: places)
    }

    private init(account: SignedIn?, places: [Place]) {
        self.account = account
        self.places = places
        space = nil
        actor = Actor(
            account: account?.id,
            session: account?.session,
            name: account?.name ?? "",
            isOperator: account?.isOperator ?? false
        )
    }
}

/// An account with a running session.
public struct SignedIn: Sendable {
    /// The account itself.
    public let id: ID<Account>
    /// The session that the request's cookie opened.
    public let session: ID<Session>
    /// The account's name, as pages and the log show it.
    public let name: String
    /// The address that signs in.
    public let email: String
    /// The language that the account has chosen.
    public let language: Language
    /// How the session was opened: `password` or `code`.
    public let strength: String
    /// Whether the account is the operator's.
    public let isOperator: Bool
    /// When the session was last noted as in use.
    public let seenAt: Instant
}

/// A space as pages name it.
public struct KnownSpace: Sendable {
    /// The space itself.
    public let id: ID<Space>
    /// What stands for the space in paths: `/takk`.
    public let slug: String
    /// What kind of organisation it belongs to.
    public let kind: SpaceKind
    /// `active`, `suspended` or `unclaimed`; an account's places always say `active`.
    public let state: String
    /// The short text that stands in place of a logo; empty when there is none.
    public let logoText: String
    /// The space's default language; Finnish in an account's places, which are read without it.
    public let language: Language
    let names: [Language: String]

    /// The space's name in a language.
    public func name(_ language: Language) -> String {
        names[language] ?? names[.finnish] ?? slug
    }
}

/// One of the account's spaces, with what the account is there.
public struct Place: Sendable {
    /// The space where the place is.
    public let space: KnownSpace
    /// The account's membership of the space.
    public let membership: ID<Membership>
    /// The account's own entry in the space's register, if there is one.
    public let person: ID<Person>?
    /// What the membership makes of the account there.
    public let roles: Set<Role>
}

struct SessionRow: Sendable {
    let account: SignedIn
    let place: Place?

    init(row: Row) throws(Failure) {
        account = SignedIn(
            id: try row.id("account_id"),
            session: try row.id("session_id"),
            name: try row.text("account_name"),
            email: try row.text("email"),
            language: try row.language("language"),
            strength: try row.text("strength"),
            isOperator: try row.bool("is_operator"),
            seenAt: try row.instant("seen_at")
        )
        guard let membership: ID<Membership> = try row.idIfAny("membership_id") else {
            place = nil
            return
        }
        place = Place(
            space: try KnownSpace(row: row, state: "active", language: .finnish),
            membership: membership,
            person: try row.idIfAny("person_id"),
            roles: Set(try row.texts("roles").compactMap(Role.init(rawValue:)))
        )
    }
}

extension KnownSpace {
    init(row: Row, state: String, language: Language) throws(Failure) {
        id = try row.id("space_id")
        slug = try row.text("slug")
        kind = try row.choice("kind")
        logoText = try row.text("logo_text")
        names = [
            .finnish: try row.text("name_fi"), .swedish: try row.text("name_sv"),
            .english: try row.text("name_en"),
        ]
        self.state = state
        self.language = language
    }
}

extension AccountStatement where Result == SessionRow {
    static let sessionOpen = AccountStatement(
        """
        select session_id, account_id, account_name, email, language, strength, is_operator, seen_at,
               membership_id, space_id, slug, kind, logo_text, name_fi, name_sv, name_en, person_id, roles
          from accounts.session_open($1)
        """,
        SessionRow.init(row:)
    )
}

extension AccountStatement where Result == KnownSpace {
    static let spaceBySlug = AccountStatement(
        """
        select space_id, slug, kind, logo_text, name_fi, name_sv, name_en, state, default_language
          from accounts.space_by_slug($1)
        """
    ) { row throws(Failure) in
        try KnownSpace(
            row: row,
            state: try row.text("state"),
            language: try row.language("default_language")
        )
    }
}
