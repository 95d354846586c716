import Access
public import Routing

/// Notes about the people of a register: written for certain readers, opened for a purpose that the log keeps.
public let notes = Feature(
    "notes",
    routes: [
        .submit("/{space}/people/{id}/notes", in: .every, needs: .noteChange, addNote),
        .submit(
            "/{space}/people/{id}/notes/reading",
            in: .every,
            needs: .noteRead,
            discloses: [.name, .note],
            readNotes
        ),
        .post(
            "/{space}/people/{id}/own-notes/reading",
            in: .every,
            needs: .personRead,
            discloses: [.name, .note],
            readOwnNotes
        ),
    ],
    statements: statementsOfNotes,
    ofPerson: [notesOfPerson]
)
