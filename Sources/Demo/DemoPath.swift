import Base

/// An application of the demo, and how far it has come on its way into the course.
struct DemoPath {
    enum Progress {
        case received, waiting, given, withoutSupport, refused, withdrawn, expired, enrolled,
            applicationWithdrawn
    }

    let application = ID<Application>()
    let request = ID<DemoConsent>()
    let course: DemoCourse
    let person: Stage.Somebody
    let employer: Cast.Organisation
    let progress: Progress
    let daysAgo: Int

    enum Application {}

    /// Whether the applicant has let the employer be asked.
    var isAsked: Bool { progress != .received && progress != .applicationWithdrawn }

    /// Whether the employer has answered.
    var isAnswered: Bool { isAsked && progress != .waiting && progress != .expired }

    /// When the consent was taken back, if it was.
    func withdrawn(_ stage: Stage) -> Instant {
        stage.moment(daysAgo: 2, hour: 11, minute: 5)
    }

    /// Who answers for the employer.
    func giver(_ stage: Stage) -> String {
        stage.members["consent@\(employer.slug)"]?.name ?? "Esko Esihenkilö"
    }

    func apply(at provider: ID<Space>, _ stage: Stage, _ dice: inout Dice, _ script: inout Script) {
        script.enter(provider)
        let applied = stage.moment(daysAgo: daysAgo + 3, hour: 18, minute: dice.roll(60))
        script.insert(
            "application",
            "tenant_id, id, course_id, person_id, state, language, created_at, changed_at",
            [
                [
                    provider, application, course.id, person.id,
                    progress == .applicationWithdrawn ? "withdrawn" : "received", "fi", applied,
                    applied,
                ]
            ]
        )
    }
}
