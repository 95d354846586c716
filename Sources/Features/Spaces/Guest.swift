import Interface
import Access
import Audit
import Base
import Crypto
import Routing
import Store
import Wording

/// Somebody whom the operator invites: the part of a form that names them.
struct Guest: Sendable {
    let name: String
    let email: String
    let language: Language?

    init(_ form: inout FormEntry) {
        name = form.name("guest_name")
        email = form.email("guest_email")
        language = form.choice("guest_language", Language.self)
    }

    /// Writes the invitation and its mail; the entry is for the space's log.
    func invite(
        _ id: ID<Guest>,
        as role: Role,
        into space: ID<Space>,
        slug: String,
        named spaceName: String,
        _ visit: Visit,
        _ db: borrowing AccountTransaction
    ) throws(Failure) -> Entry {
        let token = try Token()
        let language = language ?? .finnish
        try db.run(
            .inviteInto,
            space,
            id,
            email,
            name,
            [role.rawValue],
            language,
            Bytes(token.hash),
            Limits.invitationDays
        )
        let mail = invitationMail(
            to: email,
            name: name,
            space: (spaceName, slug),
            roles: [role],
            token: token.text,
            origin: visit.site.origin,
            visit.words(in: language)
        )
        try db.mail(mail)
        return Entry(
            .memberInvited,
            of: Object(id, name),
            changes: [.value(field: "roles", old: "", new: role.rawValue)]
        )
    }
}
