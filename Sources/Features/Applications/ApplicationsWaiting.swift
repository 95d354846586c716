import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

// What of this slice stands on Today. Nobody but the reader is named there.

@Sendable func waitingForApplicant(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> [WaitingSince] {
    guard visit.visitor.space?.kind == .provider, visit.may(.releaseGive),
        let person = visit.visitor.actor.person
    else { return [] }
    let rows = try db.all(
        .applicationsListed,
        person,
        ID<Course>?.none,
        String?.none,
        ID<Application>?.none,
        10,
        String?.none
    )
    return rows.compactMap { row in
        switch row.stage {
        case .received, .refused, .withoutSupport, .takenBack, .expired, .paused: break
        case .waiting, .given, .enrolled, .withdrawn, .closed: return nil
        }
        let key = "application.today.\(row.stage.rawValue)"
        return WaitingSince(
            since: row.since,
            WaitingTask(
                what: visit.words.dynamic(key, ["course": row.course]),
                when: visit.words.moment(row.since),
                step: NextStep(
                    visit.words("application.today.open"),
                    visit.here("/applications/\(row.id)")
                )
            )
        )
    }
}

@Sendable func waitingForCoordinator(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> [WaitingSince] {
    guard visit.visitor.space?.kind == .provider, visit.may(.enrolmentChange) else { return [] }
    return try db.all(.stagesWaiting).compactMap { row in
        guard let key = coordinatorKey(row) else { return nil }
        return WaitingSince(
            since: row.since,
            WaitingTask(
                what: counted(key, row, visit.words),
                when: visit.words(
                    "applications.today.oldest",
                    ["when": visit.words.moment(row.since)]
                ),
                step: NextStep(
                    visit.words("applications.today.open"),
                    ListFilter(
                        course: row.course,
                        stage: row.stage,
                        due: row.stage == .paused && row.hasKeys ? .resume : .step
                    ).path(visit.here("/applications"))
                )
            )
        )
    }
}

/// The sentence of a matter; nil where it is the applicant's turn and not the coordinator's.
private func coordinatorKey(_ row: StageCount) -> StaticString? {
    switch row.stage {
    case .received: "applications.today.received"
    case .given: "applications.today.given"
    case .waiting: "applications.today.waiting"
    case .expired: "applications.today.expired"
    case .takenBack: "applications.today.taken-back"
    case .paused: row.hasKeys ? "applications.today.resume" : "applications.today.paused"
    case .withoutSupport, .refused, .enrolled, .withdrawn, .closed: nil
    }
}

private func counted(_ key: StaticString, _ row: StageCount, _ words: Words) -> String {
    words.count(key, row.count, ["course": row.courseName])
}
