import Access
public import Audit
public import Base
import HTTP
public import Store
import Wording

/// What a slice does by itself when its time has come.
///
/// Every process of an installation looks for what is due once a minute, so the database says what has been done: a job
/// that finds nothing to do any more returns no entries, and nothing of it stays.
public struct ScheduledJob: Sendable {
    let due: AccountStatement<DueMatter>
    let work: Work

    enum Work: Sendable {
        case house(
            @Sendable (ID<DueMatter>, borrowing Transaction, Site) throws(Failure) -> [Entry]
        )
        case member(@Sendable (Visit, ToldMember, borrowing Transaction) throws(Failure) -> [Entry])
    }

    /// `due` looks for what is due in all spaces; `carryOut` does one of it in its space, and says what the log tells.
    public init(
        _ due: AccountStatement<DueMatter>,
        _ carryOut:
            @escaping @Sendable (ID<DueMatter>, borrowing Transaction, Site) throws(Failure) ->
            [Entry]
    ) {
        self.due = due
        work = .house(carryOut)
    }

    /// The same where the matter is a member: `carryOut` sees what they would see on Today at this moment, and no more.
    public init(
        _ due: AccountStatement<DueMatter>,
        asMember carryOut:
            @escaping @Sendable (Visit, ToldMember, borrowing Transaction) throws(Failure) ->
            [Entry]
    ) {
        self.due = due
        work = .member(carryOut)
    }
}

extension Pipeline {
    /// Does what is due, each matter in a transaction of its own: one that cannot be done holds no other up.
    func doJobs(_ database: Database) throws(Failure) {
        for job in site.features.flatMap(\.jobs) {
            for matter in try database.due(job.due) {
                do throws(Failure) {
                    try carryOut(job, matter, database)
                } catch .refused {
                    // Somebody else has done it, or it is due no more.
                    database.abandon()
                } catch .broken(let fault) {
                    database.abandon()
                    log(fault, matter.id.text)
                }
            }
        }
    }

    private func carryOut(
        _ job: ScheduledJob,
        _ matter: DueMatter,
        _ database: Database
    ) throws(Failure) {
        database.startClock(receiveLetter: receiveLetter)
        switch job.work {
        case .house(let carryOut):
            let house = Actor(space: matter.space, name: "Vakka", isHouse: true)
            try write(try site.gate.ask(house, for: .nothing), database) { (db) throws(Failure) in
                try carryOut(matter.id, db, site)
            }
        case .member(let carryOut):
            try database.begin(readOnly: false)
            let found = try database.look(.memberOpen, matter.space, matter.id)
            guard let member = found.first else { throw .refused(.notFound) }
            let visit = try visit(as: member, database)
            try write(visit.permit, database) { (db) throws(Failure) in
                try carryOut(visit, member, db)
            }
        }
    }

    private func write(
        _ permit: Permit,
        _ database: Database,
        _ body: (borrowing Transaction) throws(Failure) -> [Entry]
    ) throws(Failure) {
        try database.write(permit) { (db) throws(Failure) in
            let entries = try body(db)
            guard let first = entries.first else {
                throw .refused(.conflict(why: "error.conflict.gone"))
            }
            return Audited((), first, also: Array(entries.dropFirst()))
        }
    }

    /// The visit that a member's look at Today would be; the log says that the house made it.
    private func visit(as member: ToldMember, _ database: Database) throws(Failure) -> Visit {
        let request = try Request(.get, "/\(member.space.slug)/today")
        guard case .found(let route, let parameters) = router.find(request) else {
            throw .broken(Fault("Today has no door"))
        }
        let visitor = Visitor(member)
        let now = site.clock.now
        return Visit(
            request: request,
            visitor: visitor,
            permit: try site.gate.ask(visitor.actor, for: route.needs),
            words: site.catalogue.words(member.language, at: now)
                .inSpace(member.space.kind.rawValue),
            now: now,
            site: site,
            seal: FormSeal(account: member.account),
            isRestoring: false,
            route: route,
            parameters: parameters,
            database: database,
            refusals: refusals
        )
    }
}
