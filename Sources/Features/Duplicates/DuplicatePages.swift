import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func showDuplicates(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Person> = try visit.id()
    let people = try visit.read { (db) throws(Failure) in try duplicates(of: id, visit, db) }
    let title = visit.words("duplicates.title")
    let page = visit.page(title) { h in
        duplicatesPage(&h, people, visit.here("/people"), once: { visit.once }, visit.words)
    }
    let name = people.person.name
    return Looked(page, Entry(.personRead, of: Object(id, name), about: people.all.map(\.id)))
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
               p.municipality, p.created_at
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
        "created_at"
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
