import Base
import Store

extension Statement where Result == RegisteredPerson {
    static let registeredPerson = Statement(
        within: .reach,
        """
        select id, given_name, family_name, kind, email, phone, municipality, language, state, created_at, changed_at
          from people_within($2, $3, $4)
         where tenant_id = $1 and id = $5
        """,
        RegisteredPerson.read
    )
}

extension RegisteredPerson {
    /// A row of the register, for the person's own page and for the file.
    static let read = reader(
        RegisteredPerson.init,
        "id",
        "given_name",
        "family_name",
        "kind",
        "email",
        "phone",
        "municipality",
        "language",
        "state",
        "created_at",
        "changed_at"
    )
}

extension Statement where Result == Void {
    static let addPerson = Statement(
        """
        insert into person (tenant_id, id, given_name, family_name, email, phone, municipality, language, kind)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    )

    static let changePerson = Statement(
        """
        update person set given_name = $3, family_name = $4, email = $5, phone = $6, municipality = $7,
               language = $8, kind = $9
         where tenant_id = $1 and id = $2
        """
    )

    /// Makes others who would change them wait until this is done.
    static let lockPeople = Statement(
        "select id from person where tenant_id = $1 and id = any ($2::uuid[]) order by id for update"
    )

    static let setStates = Statement(
        "update person set state = $3 where tenant_id = $1 and id = any ($2::uuid[]) and state <> $3"
    )
}

extension PersonKind: ColumnValue {}
extension PersonState: ColumnValue {}

extension Statement where Result == NoteLine {
    /// Those of a person's notes that the reader may open: the table's own policy leaves out the rest.
    static let noteLines = Statement(
        """
        select id, author_name, readers, created_at from person_note
         where tenant_id = $1 and person_id = $2
         order by created_at desc, id desc limit 200
        """
    ) { row throws(Failure) in
        NoteLine(
            id: try row.id("id"),
            authorName: try row.text("author_name"),
            readers: try row.choice("readers"),
            createdAt: try row.instant("created_at")
        )
    }
}

/// The text of a note.
struct NoteText: Sendable {
    let id: ID<Note>
    let body: String
}

extension Statement where Result == NoteText {
    /// Logs the reading (`$3` to `$5` are its event), then gives the texts.
    static let readNotes = Statement(
        "select id, body from read_notes($2, $3, $4, $5) where $1::uuid = current_tenant()"
    ) { row throws(Failure) in
        NoteText(id: try row.id("id"), body: try row.text("body"))
    }
}

extension Statement where Result == Void {
    static let addNote = Statement(
        """
        insert into person_note (tenant_id, id, person_id, author_id, author_name, readers, body)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )
}
