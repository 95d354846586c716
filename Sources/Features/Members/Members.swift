import Access
import Audit
import Base
import Interface
public import Routing
import Store
import Wording

/// Who belongs to a space: roles with their end dates, the end of a membership.
public let members = Feature(
    "members",
    routes: [
        .look(
            "/{space}/members",
            in: .every,
            needs: .memberRead,
            discloses: [.name, .contact, .membership],
            listMembers
        ),
        .file(
            "/{space}/members/export.csv",
            in: .every,
            needs: .memberRead,
            discloses: [.name, .contact, .membership],
            lane: .export,
            exportMembers
        ),
        .look(
            "/{space}/members/{id}",
            in: .every,
            needs: .memberRead,
            discloses: [.name, .contact, .membership],
            showMember
        ),
        .submit(
            "/{space}/members/selection",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact]
        ) { (visit) throws(Failure) in try visit.previewBulk(of: "/members", .memberListed) },
        .submit(
            "/{space}/members/selection/act",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact]
        ) { (visit) throws(Failure) in try visit.carryOutBulk(of: "/members", .memberListed) },
        .submit(
            "/{space}/members/{id}/roles",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact, .membership],
            changeRoles
        ),
        .submit(
            "/{space}/members/{id}/ending",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact, .membership],
            endMembership
        ),
    ],
    menu: [
        MenuItem("members.title", "/members", place: 60)
    ],
    waiting: [rolesThatEnd],
    listings: [AnyListing(.members, .members), AnyListing(.members, .everyMember)],
    ofPerson: [membershipOfPerson, standsOfPerson]
)

/// Roles with fourteen days left wait for those who may change them.
@Sendable private func rolesThatEnd(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.may(.memberChange) else { return [] }
    let words = visit.words
    return [
        Ask.all(.endingRoles).each { ending in
            WaitingSince(
                since: ending.since,
                as: .news,
                WaitingTask(
                    what: words.sentence(
                        "members.waiting.role",
                        [
                            "name": ending.name,
                            "role": words.dynamic("role.\(ending.role.rawValue)"),
                        ]
                    ),
                    when: words(
                        "members.waiting.last-day",
                        ["day": words.nearDate(ending.endsOn)]
                    ),
                    step: NextStep(
                        words("members.waiting.role.step"),
                        visit.here("/members/\(ending.member)")
                    )
                )
            )
        }
    ]
}

/// A role that ends soon.
private struct EndingRole: Sendable {
    let member: ID<Membership>
    let name: PersonName
    let role: Role
    let since: Instant
    let endsOn: Day
}

extension Statement where Result == EndingRole {
    fileprivate static let endingRoles = Statement(
        """
        select m.id, (m.person_id, m.id, m.name) as name, h.role,
               (h.ends_on - 14)::timestamp at time zone 'Europe/Helsinki' as since, h.ends_on
          from held_role h join membership m on m.tenant_id = h.tenant_id and m.id = h.membership_id
         where h.tenant_id = $1 and is_past(h.ends_on - 15)
         order by h.ends_on limit 50
        """,
        EndingRole.init,
        "id",
        "name",
        "role",
        "since",
        "ends_on"
    )
}
