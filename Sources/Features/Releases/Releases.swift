import Access
public import Routing
import Store

/// The applicant's permission to ask an employer, what is asked under it, and what the employer answers.
public let releases = Feature(
    "releases",
    routes: [
        .look(
            "/{space}/applications/{id}/release",
            in: .provider,
            needs: .releaseGive,
            discloses: [.name, .application, .consent],
            showRelease
        ),
        .submit(
            "/{space}/applications/{id}/release",
            in: .provider,
            needs: .releaseGive,
            discloses: [.name, .application],
            giveRelease
        ),
        .post(
            "/{space}/applications/{id}/release/withdrawal",
            in: .provider,
            needs: .releaseGive,
            withdrawRelease
        ),
        .post(
            "/{space}/applications/{id}/reminder",
            in: .provider,
            needs: .enrolmentChange,
            reminding.one
        ),
    ],
    bulk: [reminding.many("applications.selection.remind", did: "applications.done.reminded")],
    receives: [
        LetterReceiver(receiveAnswer), LetterReceiver(receiveWithdrawal),
        LetterReceiver(receiveStuck),
    ],
    jobs: [
        ScheduledJob(.remindersDue, remindInTime),
        ScheduledJob(.expiriesDue, expire),
    ]
)
