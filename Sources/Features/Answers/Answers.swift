import Access
import Answering
import Base
public import Routing

/// An employer's answer by a personal link, without an account: each step with a code from a second mail.
public let answers = Feature(
    "answers",
    routes: [
        .get("/{space}/answer", in: .employer, needs: .consentAnswer, showLinkPage),
        .submit(
            "/{space}/answer",
            in: .employer,
            needs: .consentAnswer,
            of: .anybody,
            openLink
        ),
        .look(
            "/{space}/answer/request",
            in: .employer,
            needs: .consentAnswer,
            discloses: [.name, .consent],
            showOpened
        ),
        .look(
            "/{space}/answer/code",
            in: .employer,
            needs: .consentAnswer,
            discloses: [.name, .consent],
            showCode
        ),
        .submit(
            "/{space}/answer/code",
            in: .employer,
            needs: .consentAnswer,
            discloses: [.name, .consent],
            sendCode
        ),
        byLink("/{space}/answer/decision", .decision),
        byLink("/{space}/answer/delegation", .delegation),
        byLink("/{space}/answer/withdrawal", .withdrawal),
        .submit(
            "/{space}/answer/receipt.json",
            in: .employer,
            needs: .consentAnswer,
            discloses: [.name, .consent],
            takeFile
        ),
    ]
)

private func byLink(_ path: StaticString, _ step: AnswerStep) -> Route {
    .submit(path, in: .employer, needs: .consentAnswer, discloses: [.name, .consent]) {
        (visit) throws(Failure) in try confirmStep(visit, step)
    }
}
