import Access
import Audit
import Base
public import Routing

/// The register of a space's people: list, file, a page each.
public let people = Feature(
    "people",
    routes: [
        .look("/{space}/people", in: .every, needs: .personRead, discloses: [.name], showPeople),
        .file(
            "/{space}/people/export.csv",
            in: .every,
            needs: .personExport,
            discloses: [.name, .contact],
            lane: .export,
            exportPeople
        ),
        .look(
            "/{space}/people/new",
            in: .every,
            needs: .personChange,
            discloses: [],
            showNewPerson
        ),
        .look(
            "/{space}/people/{id}",
            in: .every,
            needs: .personRead,
            discloses: [.name, .contact, .log],
            showPerson
        ),
        .look(
            "/{space}/people/{id}/edit",
            in: .every,
            needs: .personChange,
            discloses: [.name, .contact],
            editPerson
        ),
        .submit("/{space}/people", in: .every, needs: .personChange, addPerson),
        .submit(
            "/{space}/people/{id}",
            in: .every,
            needs: .personChange,
            discloses: [.name, .contact],
            changePerson
        ),
        .post("/{space}/people/{id}/state", in: .every, needs: .personChange, changeState),
        .submit(
            "/{space}/people/selection",
            in: .every,
            needs: .personChange,
            discloses: [.name, .membership, .application, .consent]
        ) { (visit) throws(Failure) in try visit.previewBulk(of: "/people", .personListed) },
        .submit(
            "/{space}/people/selection/act",
            in: .every,
            needs: .personChange,
            discloses: [.name]
        ) { (visit) throws(Failure) in try visit.carryOutBulk(of: "/people", .personListed) },
    ],
    menu: [
        MenuItem("people.title", "/people", scopeMin: .course, place: 50),
        MenuItem("people.own", "/people", scopeMax: .own, isForPersons: true, place: 50),
    ],
    acts: [MenuItem("people.add", "/people/new", scopeMin: .all)],
    listings: [AnyListing(.people, .people)],
    bulk: [archiving, restoring],
    undos: [undoingStates],
    statements: statementsOfPeople
)
