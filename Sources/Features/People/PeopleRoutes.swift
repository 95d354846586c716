import Access
public import Routing

/// The register of a space's people: list, file, a page each, notes.
public let people = Feature(
    "people",
    routes: [
        .look("/{space}/people", needs: .personRead, discloses: [.name], showPeople),
        .look(
            "/{space}/people/export.csv",
            needs: .personExport,
            discloses: [.name, .contact],
            lane: .export,
            exportPeople
        ),
        .get("/{space}/people/new", needs: .personChange, showNewPerson),
        .look(
            "/{space}/people/{id}",
            needs: .personRead,
            discloses: [.name, .contact, .log],
            showPerson
        ),
        .look(
            "/{space}/people/{id}/edit",
            needs: .personChange,
            discloses: [.name, .contact],
            editPerson
        ),
        .post("/{space}/people", needs: .personChange, addPerson),
        .post(
            "/{space}/people/{id}",
            needs: .personChange,
            discloses: [.name, .contact],
            changePerson
        ),
        .post("/{space}/people/{id}/state", needs: .personChange, changeState),
        .post(
            "/{space}/people/selection",
            needs: .personChange,
            discloses: [.name],
            previewSelection
        ),
        .post("/{space}/people/selection/state", needs: .personChange, changeSelection),
        .post("/{space}/people/{id}/notes", needs: .noteChange, addNote),
        .post(
            "/{space}/people/{id}/notes/reading",
            needs: .noteRead,
            discloses: [.name, .note],
            readNotes
        ),
        .post(
            "/{space}/people/{id}/own-notes/reading",
            needs: .personRead,
            discloses: [.name, .note],
            readOwnNotes
        ),
    ],
    menu: [
        MenuItem("people.title", "/people", needs: .personRead, scopeMin: .course, place: 50),
        MenuItem(
            "people.own",
            "/people",
            needs: .personRead,
            scopeMax: .own,
            isForPersons: true,
            place: 50
        ),
    ]
)
