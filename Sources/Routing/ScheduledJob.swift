import Access
public import Audit
public import Base
public import Store

/// What a slice does by itself when its time has come.
///
/// Every process of an installation looks for what is due once a minute, so the database says what has been done: a job
/// that finds nothing to do any more returns no entries, and nothing of it stays.
public struct ScheduledJob: Sendable {
    let due: AccountStatement<DueMatter>
    let carryOut: @Sendable (ID<DueMatter>, borrowing Transaction, Site) throws(Failure) -> [Entry]

    /// `due` looks for what is due in all spaces; `carryOut` does one of it in its space, and says what the log tells.
    public init(
        _ due: AccountStatement<DueMatter>,
        _ carryOut:
            @escaping @Sendable (ID<DueMatter>, borrowing Transaction, Site) throws(Failure) ->
            [Entry]
    ) {
        self.due = due
        self.carryOut = carryOut
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
        let house = Actor(space: matter.space, name: "Vakka", isHouse: true)
        try database.write(try site.gate.ask(house, for: .nothing)) { (db) throws(Failure) in
            let entries = try job.carryOut(matter.id, db, site)
            guard let first = entries.first else {
                throw .refused(.conflict(why: "error.conflict.gone"))
            }
            return Audited((), first, also: Array(entries.dropFirst()))
        }
    }
}
