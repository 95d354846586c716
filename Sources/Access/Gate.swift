public import Base

/// Who asks: nobody known, or an account, seen from one space.
public struct Actor: Sendable {
    /// The space whose door is asked for; nil on pages outside spaces.
    public let space: ID<Space>?
    /// The account that is signed in; nil for nobody known.
    public let account: ID<Account>?
    /// The session that the request came with.
    public let session: ID<Session>?
    /// The place in this space; nil for those who have none here.
    public let membership: ID<Membership>?
    /// The actor's own entry in this space's register, if there is one.
    public let person: ID<Person>?
    /// The actor's roles in this space; empty outside the spaces.
    public let roles: Set<Role>
    /// The name that the log keeps in its private part.
    public let name: String
    /// Whether the account is the operator's, who looks after spaces and not into them.
    public let isOperator: Bool
    /// Whether nobody asks: the house itself does what is due.
    public let isHouse: Bool

    /// Nobody known in no space, except for what is said.
    public init(
        space: ID<Space>? = nil,
        account: ID<Account>? = nil,
        session: ID<Session>? = nil,
        membership: ID<Membership>? = nil,
        person: ID<Person>? = nil,
        roles: Set<Role> = [],
        name: String = "",
        isOperator: Bool = false,
        isHouse: Bool = false
    ) {
        self.space = space
        self.account = account
        self.session = session
        self.membership = membership
        self.person = person
        self.roles = roles
        self.name = name
        self.isOperator = isOperator
        self.isHouse = isHouse
    }
}

/// Proof that the gate said yes.
///
/// Only `Gate` makes one: the initialiser is internal to this room.
public struct Permit: Sendable {
    /// Who may do it.
    public let actor: Actor
    /// What may be done.
    public let permission: Permission
    /// How far the permission reaches for this actor; never `.none`.
    public let scope: Scope

    init(actor: Actor, permission: Permission, scope: Scope) {
        self.actor = actor
        self.permission = permission
        self.scope = scope
    }
}

/// Says yes or no, by the table alone.
public struct Gate: Sendable {
    /// The table that answers.
    public let table: PermissionTable

    /// A gate that goes by this table.
    public init(table: PermissionTable) {
        self.table = table
    }

    /// A permit, or the refusal that fits: not signed in, not of this space (404), without the right (403).
    public func ask(_ actor: Actor, for permission: Permission) throws(Failure) -> Permit {
        let scope = table.scope(of: permission, for: actor)
        guard scope == .none else {
            return Permit(actor: actor, permission: permission, scope: scope)
        }
        // Outside spaces an account needs no role to reach what is its own.
        if permission == .accountOwn, actor.account != nil {
            return Permit(actor: actor, permission: permission, scope: .own)
        }
        guard actor.account != nil else { throw .refused(.signInNeeded) }
        guard actor.membership != nil else { throw .refused(.notFound) }
        throw .refused(.forbidden())
    }

    /// Whether the actor would get a permit; for menus that show only what works.
    public func allows(_ actor: Actor, _ permission: Permission) -> Bool {
        table.scope(of: permission, for: actor) > .none
    }
}
