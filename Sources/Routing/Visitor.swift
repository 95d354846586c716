public import Access
public import Base
import Store
public import Terms
import Wording

/// Who asks: the session's account with its places, and the space that is asked for.
public struct Visitor: Sendable {
    /// The account, when somebody is signed in.
    public let account: SignedIn?
    /// The space in the path; nil outside the spaces, and for those who may not know whether it exists.
    public let space: KnownSpace?
    /// The account's spaces, by slug.
    public let places: [JoinedSpace]
    /// The visitor as the gate and the log know them.
    public let actor: Actor
    /// What an expert is at a provider of trainings now; nil for others, and before anything has begun.
    public internal(set) var standing: Standing?

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
            // A space knows its members by the name under which they joined, whatever they call themselves since.
            name: here?.name ?? session?.account.name ?? "",
            isOperator: session?.account.isOperator ?? false
        )
    }
}

extension Visitor {
    /// The same visitor outside the spaces: what those may see of a space who have no place in it.
    var outside: Visitor {
        Visitor(account: account, places: places)
    }

    private init(account: SignedIn?, places: [JoinedSpace]) {
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

/// A member to whom the house tells something without their asking.
public struct ToldMember: Sendable {
    /// Whose the membership is.
    public let account: ID<Account>
    /// Where they are written to.
    public let email: String
    /// The language that the account has chosen.
    public let language: Language
    /// The membership.
    public let membership: ID<Membership>
    /// The member's entry in the space's register, if there is one.
    public let person: ID<Person>?
    /// The name by which the space knows them.
    public let name: String
    /// What they may do.
    let roles: Set<Role>
    /// The space.
    public let space: KnownSpace

    fileprivate init(
        _ account: ID<Account>,
        _ email: String,
        _ language: Language,
        _ membership: ID<Membership>,
        _ person: ID<Person>?,
        _ roles: Set<Role>,
        _ name: String,
        _ space: ID<Space>,
        _ slug: String,
        _ kind: SpaceKind,
        _ logoText: String,
        _ finnish: String,
        _ swedish: String,
        _ english: String
    ) {
        self.account = account
        self.email = email
        self.language = language
        self.membership = membership
        self.person = person
        self.roles = roles
        self.name = name
        self.space = KnownSpace(
            space,
            slug,
            kind,
            logoText,
            finnish,
            swedish,
            english
        )
    }
}

extension Visitor {
    /// A member as the house looks in their name: it sees what they may see, and the log says that it was the house.
    init(_ member: ToldMember) {
        account = nil
        places = []
        space = member.space
        actor = Actor(
            space: member.space.id,
            account: member.account,
            membership: member.membership,
            person: member.person,
            roles: member.roles,
            name: "Vakka",
            isHouse: true
        )
    }
}

extension AccountStatement where Result == ToldMember {
    /// A member (`$2`) of a space (`$1`).
    static let memberOpen = AccountStatement(
        """
        select account_id, email, language, membership_id, person_id, roles, member_name, space_id, slug, kind, logo_text,
               name_fi, name_sv, name_en
          from accounts.member_open($1, $2)
        """,
        ToldMember.init,
        "account_id",
        "email",
        "language",
        "membership_id",
        "person_id",
        "roles",
        "member_name",
        "space_id",
        "slug",
        "kind",
        "logo_text",
        "name_fi",
        "name_sv",
        "name_en"
    )
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
    /// The short name that stands at the head of its pages; empty when there is none.
    public let logoText: String
    /// The space's default language; Finnish in an account's places, which are read without it.
    public let language: Language
    /// The address that the space answers at; empty when there is none, and in an account's places.
    let contactEmail: String
    /// Whether the space wants anybody told how to reach it.
    let isContactOpen: Bool
    let names: [Language: String]

    /// Whether anybody may read what the space is: providers and the association have such pages, once they are claimed.
    ///
    /// That an employer has a space would tell that one of its employees has applied.
    public var hasFrontDoor: Bool {
        state == "active" && (kind == .provider || kind == .association)
    }

    /// The space's name in a language.
    public func name(_ language: Language) -> String {
        names[language] ?? names[.finnish] ?? slug
    }
}

/// One of the account's spaces, with what the account is there.
public struct JoinedSpace: Sendable {
    /// The space where the place is.
    public let space: KnownSpace
    /// The account's membership of the space.
    public let membership: ID<Membership>
    /// The name by which the space knows the member.
    public let name: String
    /// The account's own entry in the space's register, if there is one.
    public let person: ID<Person>?
    /// What the membership makes of the account there.
    public let roles: Set<Role>
}

struct SessionRow: Sendable {
    let account: SignedIn
    let place: JoinedSpace?

    private init(
        _ account: ID<Account>,
        _ session: ID<Session>,
        _ name: String,
        _ email: String,
        _ language: Language,
        _ strength: String,
        _ isOperator: Bool,
        _ seenAt: Instant,
        _ membership: ID<Membership>?,
        _ person: ID<Person>?,
        _ roles: Set<Role>,
        _ space: ID<Space>?,
        _ slug: String?,
        _ kind: SpaceKind?,
        _ logoText: String?,
        _ finnish: String?,
        _ swedish: String?,
        _ english: String?,
        _ memberName: String?
    ) {
        self.account = SignedIn(
            id: account,
            session: session,
            name: name,
            email: email,
            language: language,
            strength: strength,
            isOperator: isOperator,
            seenAt: seenAt
        )
        guard let membership, let space, let slug, let kind, let logoText, let finnish, let swedish,
            let english, let memberName
        else {
            place = nil
            return
        }
        let known = KnownSpace(
            space,
            slug,
            kind,
            logoText,
            finnish,
            swedish,
            english
        )
        place = JoinedSpace(
            space: known,
            membership: membership,
            name: memberName,
            person: person,
            roles: roles
        )
    }

    static let read = reader(
        SessionRow.init,
        "account_id",
        "session_id",
        "account_name",
        "email",
        "language",
        "strength",
        "is_operator",
        "seen_at",
        "membership_id",
        "person_id",
        "roles",
        "space_id",
        "slug",
        "kind",
        "logo_text",
        "name_fi",
        "name_sv",
        "name_en",
        "member_name"
    )
}

extension KnownSpace {
    init(
        _ id: ID<Space>,
        _ slug: String,
        _ kind: SpaceKind,
        _ logoText: String,
        _ finnish: String,
        _ swedish: String,
        _ english: String,
        _ state: String = "active",
        _ language: Language = .finnish,
        _ contactEmail: String = "",
        _ isContactOpen: Bool = false
    ) {
        self.id = id
        self.slug = slug
        self.kind = kind
        self.logoText = logoText
        names = [.finnish: finnish, .swedish: swedish, .english: english]
        self.state = state
        self.language = language
        self.contactEmail = contactEmail
        self.isContactOpen = isContactOpen
    }
}

extension AccountStatement where Result == SessionRow {
    static let sessionOpen = AccountStatement(
        """
        select session_id, account_id, account_name, email, language, strength, is_operator, seen_at,
               membership_id, space_id, slug, kind, logo_text, name_fi, name_sv, name_en, person_id, roles, member_name
          from accounts.session_open($1)
        """,
        SessionRow.read
    )
}

extension AccountStatement where Result == KnownSpace {
    static let spaceBySlug = AccountStatement(
        """
        select space_id, slug, kind, logo_text, name_fi, name_sv, name_en, state, default_language,
               contact_email, contact_is_open
          from accounts.space_by_slug($1)
        """,
        KnownSpace.init,
        "space_id",
        "slug",
        "kind",
        "logo_text",
        "name_fi",
        "name_sv",
        "name_en",
        "state",
        "default_language",
        "contact_email",
        "contact_is_open"
    )
}
