import Access
import Answering
import Audit
import Base
public import Routing
import Store

/// Requests that reach an employer: received by letter, listed, and answered by those who have an account there.
public let consents = Feature(
    "consents",
    routes: [
        .look(
            "/{space}/consents",
            in: .employer,
            needs: .consentRead,
            discloses: [.name, .consent],
            listConsents
        ),
        .file(
            "/{space}/consents/export.csv",
            in: .employer,
            needs: .consentRead,
            discloses: [.name, .contact, .consent],
            lane: .export,
            exportConsents
        ),
        .submit(
            "/{space}/consents/selection",
            in: .employer,
            needs: .consentDecide,
            discloses: [.name, .contact, .consent]
        ) { (visit) throws(Failure) in try visit.previewBulk(of: "/consents", .consentListed) },
        .submit(
            "/{space}/consents/selection/act",
            in: .employer,
            needs: .consentDecide,
            discloses: [.name, .contact, .consent]
        ) { (visit) throws(Failure) in try visit.carryOutBulk(of: "/consents", .consentListed) },
        .look(
            "/{space}/consents/{id}",
            in: .employer,
            needs: .consentRead,
            discloses: [.name, .contact, .consent],
            showRequest
        ),
        byMember("/{space}/consents/{id}/decision", .decision),
        byMember("/{space}/consents/{id}/delegation", .delegation),
        byMember("/{space}/consents/{id}/withdrawal", .withdrawal),
    ],
    menu: [
        MenuItem("consents.title", "/consents", place: 20)
    ],
    waiting: [waitingConsents, unansweredRequests],
    listings: [AnyListing(.consents, .consents)],
    receives: [
        LetterReceiver(receiveRequest), LetterReceiver(receiveRenewal),
        LetterReceiver(receiveChange), LetterReceiver(receiveReminder),
        LetterReceiver(receiveExpiry),
        LetterReceiver(receiveCancellation), LetterReceiver(receiveCourseEnd),
    ],
    jobs: [ScheduledJob(.stuckDue, tellStuck)]
)

private func byMember(_ path: StaticString, _ step: AnswerStep) -> Route {
    .submit(path, in: .employer, needs: .consentDecide, discloses: [.name, .contact, .consent]) {
        (visit) throws(Failure) in try takeStep(visit, step)
    }
}
