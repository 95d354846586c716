import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

/// Invites people of the register to be members, each at the address at which they are reached, as the form does one.
///
/// They become experts; who is to have another role is invited by the form.
let invitingMany = BulkAct(
    "people.selection.invite",
    of: "/people",
    row: "person",
    did: "people.done.invited",
    needs: .memberChange,
    in: [.association, .provider],
    rows: { (visit, db, ids, _) throws(Failure) in
        visit.show(also: [.contact, .membership])
        let people = try db.all(.peopleToInvite, ids.map { ID<Person>($0) })
        guard people.count == ids.count else { throw .refused(.notFound) }
        return people
    },
    line: { person, _ in
        BulkLine(person.id, person.name, note: person.address, leftOut: person.leftOut)
    },
    asks: .nothing,
    act: { (visit, db, people, _) throws(Failure) in
        var entries: [Entry] = []
        for person in people {
            let new = NewInvitation(
                name: person.name.text(for: .mail),
                email: person.address,
                language: person.language,
                roles: [.expert]
            )
            entries.append(try invite(new, about: [person.id], visit, db))
        }
        return entries
    }
)

/// One of the chosen, and what speaks against inviting them.
private struct PersonToInvite: Sendable {
    let id: ID<Person>
    let name: PersonName
    let language: Language
    /// Where they are reached; empty for nowhere.
    let address: String
    let isArchived: Bool
    /// Whether they are in the register for another reason than their own work as an expert.
    let isContact: Bool
    let isMember: Bool
    let isInvited: Bool
    /// Whether somebody before them among the chosen has the same address.
    let isShared: Bool

    var leftOut: StaticString? {
        if isArchived { return "people.selection.archived.already" }
        if isContact { return "people.selection.invite.contact" }
        if address.isEmpty { return "people.selection.invite.no-address" }
        if isMember { return "people.selection.invite.already-member" }
        if isInvited { return "people.selection.invite.already-invited" }
        return isShared ? "people.selection.invite.shared" : nil
    }
}

extension Statement where Result == PersonToInvite {
    /// The chosen ones (`$5`) within reach, in the order of the list.
    fileprivate static let peopleToInvite = Statement(
        within: .reach,
        """
        select p.id, (p.id, p.given_name || ' ' || p.family_name) as name, p.language, a.address,
               p.state = 'archived' as is_archived, p.kind not in ('expert', 'participant') as is_contact,
               exists (select from held_role h where h.tenant_id = $1 and h.email = a.address) as is_member,
               exists (select from invitation i where i.tenant_id = $1 and i.email = a.address
                  and i.used_at is null and i.revoked_at is null and i.expires_at > public.moment()) as is_invited,
               row_number() over (partition by a.address order by p.name_key, p.id) > 1 as is_shared
          from people_within($2, $3, $4) p cross join lateral (select person_address(p.id) as address) a
         where p.tenant_id = $1 and p.id = any ($5::uuid[])
         order by p.name_key, p.id
        """,
        PersonToInvite.init,
        "id",
        "name",
        "language",
        "address",
        "is_archived",
        "is_contact",
        "is_member",
        "is_invited",
        "is_shared"
    )
}
