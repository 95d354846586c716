import Access
import Audit
import Base
public import Routing

/// Applications and places: the list, a page each with what may be done next, and what waits.
public let applications = Feature(
    "applications",
    routes: [
        .look(
            "/{space}/applications",
            in: .provider,
            needs: .applicationRead,
            discloses: [.name, .application],
            listApplications
        ),
        .file(
            "/{space}/applications/export.csv",
            in: .provider,
            needs: .applicationExport,
            discloses: [.name, .contact, .application],
            lane: .export,
            exportApplications
        ),
        .look(
            "/{space}/applications/{id}",
            in: .provider,
            needs: .applicationRead,
            discloses: [.name, .contact, .application, .consent],
            showApplication
        ),
        .post(
            "/{space}/applications/{id}/withdrawal",
            in: .provider,
            needs: .applicationChange,
            withdrawing.one
        ),
        .post(
            "/{space}/applications/{id}/closing",
            in: .provider,
            needs: .enrolmentChange,
            closing.one
        ),
        .submit(
            "/{space}/applications/selection",
            in: .provider,
            needs: .enrolmentChange,
            discloses: [.name, .application]
        ) { (visit) throws(Failure) in
            try visit.previewBulk(of: "/applications", .applicationListed)
        },
        .submit(
            "/{space}/applications/selection/act",
            in: .provider,
            needs: .enrolmentChange,
            discloses: [.name, .application]
        ) { (visit) throws(Failure) in
            try visit.carryOutBulk(of: "/applications", .applicationListed)
        },
    ],
    menu: [MenuItem("applications.title", "/applications", place: 30)],
    waiting: [waitingForCoordinator],
    listings: [
        AnyListing(.applications, .applications),
        AnyListing(.ownApplications, .applications, scopeMax: .course),
    ],
    bulk: [
        closing.many(
            "applications.selection.close",
            did: "applications.done.closed",
            isDanger: true
        )
    ],
    undos: [reopening]
)
