import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

@Sendable func showDuplicates(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(joiningPage)
}

@Sendable func joinPeople(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(joiningPage) { (db, page, joining, _) throws(Failure) in
        guard let (kept, gone) = joining.pair else {
            throw .refused(.conflict(why: "duplicates.rule.gone"))
        }
        let taken = Contact.allCases.filter(joining.taken.contains)
        _ = try db.one(.join, ID<Join>(), kept.id, gone.id, taken.map(\.rawValue))
        return .done(
            Entry(
                .personJoined,
                of: Object(kept.id, kept.name),
                about: [kept.id, gone.id],
                changes: taken.map { contact in
                    .value(field: contact.rawValue, old: kept[contact], new: gone[contact])
                }
            ),
            to: visit.here("/people/\(kept.id)"),
            did: "duplicates.done.joined"
        )
    }
}

/// Two side by side, as the form that joins the second to the first.
///
/// What it is answered to is all of both: when either has changed, they are looked at again.
private func joiningPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Joining> {
    let id: ID<Person> = try visit.id()
    let people = try duplicates(of: id, visit, db)
    let asked = ID<Person>(visit.request.query.first("other") ?? "")
    let other = people.others.first { asked == nil || $0.id == asked }
    let (words, base) = (visit.words, visit.here("/people"))
    let joining = Joining(other.map { (people.person, $0) })
    let once = visit.once
    var page = FormPage(
        words("duplicates.title"),
        joining.fields,
        joining,
        facts: joining.facts,
        action: "\(base)/\(id)/duplicates/joining" + (other.map { "?other=\($0.id)" } ?? ""),
        save: words("duplicates.join"),
        look: Entry(
            .personRead,
            of: Object(id, people.person.name),
            about: [id] + (other.map { [$0.id] } ?? [])
        )
    ) { h, form in
        duplicatesPage(&h, people.person, joining, form, base, once: once, words)
    }
    page.hasHead = false
    return page
}

/// Somebody with those who may be the same, for who looks after all of the register.
private func duplicates(
    of id: ID<Person>,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> Duplicates {
    var all = try db.all(.alike, id)
    guard let place = all.firstIndex(where: { $0.id == id }) else { throw .refused(.notFound) }
    guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
    return Duplicates(person: all.remove(at: place), others: all)
}

@Sendable func tellApart(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Person> = try visit.id()
    // Who is out of reach stays absent.
    _ = try visit.read { (db) throws(Failure) in try duplicates(of: id, visit, db) }
    let other = ID<Person>(try visit.request.form()["other"])
    return try visit.act { (db) throws(Failure) in
        let people = try duplicates(of: id, visit, db)
        guard let other = people.others.first(where: { $0.id == other }),
            try db.one(.tellApart, id, [other.id]) == 1
        else { throw .refused(.conflict(why: "duplicates.rule.gone")) }
        return Audited(
            visit.after(
                visit.here("/people/\(id)\(people.others.count > 1 ? "/duplicates" : "")"),
                did: "duplicates.done.apart"
            ),
            Entry(
                .personToldApart,
                of: Object(id, people.person.name),
                about: [id, other.id]
            )
        )
    }
}

/// Takes back what was joined: everything comes back as it was.
@Sendable func partPeople(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Person> = try visit.id()
    // Who is out of reach stays absent.
    _ = try visit.read { (db) throws(Failure) in try duplicates(of: id, visit, db) }
    let which = ID<Join>(try visit.request.form()["join"])
    return try visit.act { (db) throws(Failure) in
        let people = try duplicates(of: id, visit, db)
        guard let join = try db.all(.joins, id).first(where: { $0.id == which }) else {
            throw .refused(.conflict(why: "duplicates.rule.over"))
        }
        _ = try db.one(.part, join.id)
        return Audited(
            visit.after(visit.here("/people/\(id)"), did: "duplicates.done.parted"),
            Entry(
                .personParted,
                of: Object(id, people.person.name),
                about: [id, join.gone.person].compactMap(\.self)
            )
        )
    }
}

/// Who was joined to a person and can be parted again.
@Sendable func joinsOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    guard visit.scope(of: .personChange) == .all else { return [] }
    let path = visit.here("/people/\(person)/duplicates/parting")
    return [
        Ask.all(.joins, person).map { joins in
            guard !joins.isEmpty else { return .nothing }
            return PersonPart { h in
                h.joins(joins, path, once: { visit.once }, visit.words)
            }
        }
    ]
}

/// After 30 days there is no way back: what was kept for it goes.
@Sendable func endJoin(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    guard let ended = try db.oneIfAny(.endJoin, ID<Join>(matter)) else { return [] }
    return [
        Entry(
            .personJoinEnded,
            of: Object(ended.kept, ended.gone),
            about: [ended.kept, ended.gone.person].compactMap(\.self)
        )
    ]
}

// MARK: Notices

/// That somebody may be in the register twice, on each page that is about them.
@Sendable func duplicatesOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    guard visit.scope(of: .personChange) == .all else { return [] }
    return [
        Ask.oneIfAny(.noticed, person).map { row in
            row.map { PersonPart(tasks: [$0.task(visit)]) { _ in } } ?? .nothing
        }
    ]
}

/// Those whom nobody has looked at yet, longest first.
@Sendable func waitingDuplicates(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.scope(of: .personChange) == .all else { return [] }
    return [
        Ask.all(.noticed, nil as ID<Person>?).each { row in
            WaitingSince(since: row.since, row.task(visit))
        }
    ]
}

extension Noticed {
    fileprivate func task(_ visit: Visit) -> WaitingTask {
        WaitingTask(
            what: visit.words.sentence("duplicates.waits", ["name": name]),
            when: visit.words.waited(since: since),
            step: NextStep(
                visit.words("duplicates.waits.step"),
                visit.here("/people/\(id)/duplicates")
            )
        )
    }
}

// MARK: Statements

extension Statement where Result == AlikePerson {
    /// A person (`$5`) within reach, and with them those who may be the same.
    fileprivate static let alike = Statement(
        within: .reach,
        """
        select p.id, (p.id, p.given_name || ' ' || p.family_name) as name, p.kind, p.state, p.email, p.phone,
               p.municipality, p.created_at, p.changed_at
          from people_within($2, $3, $4) p
         where p.tenant_id = $1 and (p.id = $5
            or p.id in (select other from person_alike where tenant_id = $1 and one = $5 and apart_at is null)
            or p.id in (select one from person_alike where tenant_id = $1 and other = $5 and apart_at is null))
         order by p.id limit 20
        """,
        AlikePerson.init,
        "id",
        "name",
        "kind",
        "state",
        "email",
        "phone",
        "municipality",
        "created_at",
        "changed_at"
    )
}

extension Statement where Result == Noticed {
    /// Who within reach may be somebody else: of one person (`$5`), or of all (null) those who have waited longest.
    fileprivate static let noticed = Statement(
        within: .reach,
        """
        select p.id, (p.id, p.given_name || ' ' || p.family_name) as name, x.found_at
          from person_alike x
          join people_within($2, $3, $4) p on p.tenant_id = $1 and p.id = coalesce($5, x.one)
         where x.tenant_id = $1 and x.apart_at is null and ($5::uuid is null or $5 in (x.one, x.other))
         order by x.found_at, x.one, x.other limit case when $5::uuid is null then 5 else 1 end
        """,
        Noticed.init,
        "id",
        "name",
        "found_at"
    )
}

extension Statement where Result == Int {
    fileprivate static let tellApart = Statement(
        "select people_apart($2, $3) as number where $1::uuid = current_tenant()",
        "number"
    )
}

extension AccountStatement where Result == DueMatter {
    static let joinsDue = AccountStatement(
        "select space, matter from joins_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}

/// A join whose way back has ended.
private struct EndedJoin: Sendable {
    let kept: ID<Person>
    let gone: PersonName
}

extension Statement where Result == EndedJoin {
    fileprivate static let endJoin = Statement(
        "select kept, (gone, gone_name) as name from join_end($2) where $1::uuid = current_tenant()",
        EndedJoin.init,
        "kept",
        "name"
    )
}

extension Statement where Result == JoinedEntry {
    /// Who was joined to a person (`$2`) and can still be parted from them.
    fileprivate static let joins = Statement(
        """
        select id, (gone, gone_name) as name, joined_at, joined_at + make_interval(days => join_days()) as until
          from person_join
         where tenant_id = $1 and person_id = $2 and over_at is null
           and joined_at + make_interval(days => join_days()) > moment()
         order by joined_at desc, id limit 20
        """,
        JoinedEntry.init,
        "id",
        "name",
        "joined_at",
        "until"
    )
}

extension Statement where Result == String {
    /// Joins a person (`$4`) to another (`$3`), whose contacts (`$5`) are taken from them.
    fileprivate static let join = Statement(
        "select people_join($2, $3, $4, $5) as name where $1::uuid = current_tenant()",
        "name"
    )

    fileprivate static let part = Statement(
        "select people_part($2) as name where $1::uuid = current_tenant()",
        "name"
    )
}
