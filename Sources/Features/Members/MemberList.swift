import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

extension ListOrder {
    /// The staff before who is an expert or an applicant alone.
    fileprivate static let name = ListOrder(
        "name",
        """
        (case when exists (select from membership_role r where r.tenant_id = $1 and r.membership_id = m.id
          and r.role <> 'expert') then '0' else '1' end || order_key(m.name)) collate "C"
        """
    )
    fileprivate static let joined = ListOrder("joined", "m.created_at", greatestFirst: true)
}

extension Listing where Row == Member {
    /// Members of today, or with `list=past` those whose membership has ended.
    static let members = Listing(
        "members",
        at: "/members",
        by: .name,
        columns: [
            ListColumn(by: .name) { place in
                .name(place.words("members.name"), sort: place.sort, path: place.path) { $0.name }
            },
            .text("members.email") { $0.email },
            .cell("members.roles", isLabelled: true) { h, member, words in
                guard !member.roles.isEmpty else { return h.text(member.standing(words)) }
                for role in member.roles { h.state(role.title(words)) }
            },
            .day("members.since", by: .joined) { $0.joinedAt },
        ],
        filters: [
            .conditions(
                "list",
                title: "members.filter",
                words: "members.filter",
                ["past": "not c.is_current"]
            ),
            .choice(
                "role",
                of: Role.self,
                among: """
                    array(select h.role from held_role h where h.tenant_id = $1 and h.membership_id = m.id)
                    """,
                title: "members.roles",
                words: "role"
            ),
        ],
        search: ListSearch("members.search", in: "searchable(m.name || ' ' || m.email)"),
        bulk: ListBulk(
            "member",
            path: "/selection",
            buttons: ["mails.write.chosen": "write"]
        ),
        id: { $0.id }
    )
}

extension ListRows where Row == Member {
    static let members = memberRows("m.tenant_id = $1 and c.is_current")

    /// Members of today and of the past.
    static let everyMember = memberRows("m.tenant_id = $1")
}

private func memberRows(_ place: StaticString) -> ListRows<Member> {
    ListRows(
        """
        m.id, (m.person_id, m.id, m.name) as name, m.email, m.ends_on, m.created_at, c.is_current,
        not c.is_current and is_past(m.ends_on - 1) as is_ended,
        array(select r.role || coalesce(' ' || r.ends_on, '') from membership_role r
               where r.tenant_id = $1 and r.membership_id = m.id order by r.role) as roles
        """,
        from: """
            membership m
              cross join lateral (
                select exists (select from held_role h
                  where h.tenant_id = $1 and h.membership_id = m.id) as is_current) c
            """,
        at: place,
        id: "m.id",
        Member.read
    )
}

@Sendable func listMembers(_ visit: Visit) throws(Failure) -> Looked {
    let (words, path) = (visit.words, visit.here("/members"))
    let query = visit.asked(of: .members)
    let isPast = query["list"] != nil
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .members, isPast ? .everyMember : .members, query)
    }
    let page = visit.page(words("members.title")) { h in
        h.pageHead(
            words("members.title"),
            lead: found.counted(isPast ? "members.past" : "members.count", words)
        ) { h in
            h.exportButton(found, at: path, words)
            h.button(words("invitations.title"), to: "\(path)/invitations")
            if visit.may(.memberChange) {
                h.mainButton(words("members.invite"), to: "\(path)/new")
            }
        }
        let once = visit.may(.memberChange) ? visit.once : nil
        h.listing(.members, found, at: path, once: once, words) { h in
            h.emptyState(words("members.none"), words("members.none.what-to-do"))
        }
    }
    return Looked(page, Entry(.memberListed, count: found.rows.count))
}

extension ListFile where Line == Member {
    fileprivate static func members(_ rows: ListRows<Member>) -> ListFile {
        ListFile(
            rows,
            columns: [
                ("members.name", { member, _ in member.name }),
                ("members.email", { member, _ in member.email }),
                ("members.roles", { member, words in member.standing(words) }),
                ("members.since", { member, _ in member.joinedAt.inFinland.day.iso }),
            ]
        )
    }
}

@Sendable func exportMembers(_ visit: Visit) throws(Failure) -> Looked {
    let isPast = visit.asked(of: .members)["list"] != nil
    let rows: ListRows<Member> = isPast ? .everyMember : .members
    let (reply, members) = try visit.export(.members, rows, .members(rows))
    return Looked(reply, Entry(.memberExported, count: members.count))
}
