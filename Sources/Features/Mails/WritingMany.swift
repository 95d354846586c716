import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

// What a coordinator writes to many: one text, which goes to each in a mail of their own.

/// Writes to the chosen people of the register.
let writingToPeople = writing("/people", row: "person")
/// Writes to the applicants of the chosen applications.
let writingToApplicants = writing("/applications", row: "application")
/// Writes to the chosen members.
let writingToMembers = writing("/members", row: "member")

private func writing(_ list: StaticString, row: StaticString) -> BulkAct {
    let name = String("\(list)".dropFirst())
    return BulkAct(
        "mails.write",
        of: list,
        row: row,
        did: "mails.done.written",
        rows: { (visit, db, ids, _) throws(Failure) in
            visit.show(also: [.contact])
            let readers = try db.all(.messageReaders, name, ids)
            guard readers.count == ids.count else { throw .refused(.notFound) }
            return readers
        },
        line: { reader, _ in
            BulkLine(reader.id, reader.name, note: reader.address, leftOut: reader.bar?.words)
        },
        asks: BulkForm { (visit, db, _) throws(Failure) in
            let answers = try db.one(.answersTo)
            let message = Message(language: visit.words.language, answers: answers)
            return (messageFields(answers), message)
        },
        act: { (visit, db, readers, message) throws(Failure) in
            let words = visit.words(in: message.language)
            let space = try visit.space.name(message.language)
            for reader in readers {
                try db.mail(
                    Mail(
                        .message,
                        to: reader.address,
                        subject: message.subject,
                        paragraphs: [
                            message.body,
                            "\(visit.visitor.actor.name)\n\(space)",
                            words("mails.message.answer", ["address": message.answers]),
                        ],
                        language: message.language
                    )
                )
            }
            let about = readers.compactMap(\.name.subject)
            return [Entry(.mailWritten, about: about, count: readers.count)]
        }
    )
}

/// One text to many.
private struct Message: Sendable {
    var subject = ""
    var body = ""
    var language: Language
    /// The address to which answers come.
    let answers: String
}

private func messageFields(_ answers: String) -> FieldList<Message> {
    FieldList(
        .line(
            "subject",
            \.subject,
            "mails.write.subject",
            help: "mails.write.subject.help",
            limit: Limits.messageSubjectCharactersMax
        ).checked { entry, message in
            let length = message.subject.unicodeScalars.count
            if (1..<Limits.messageSubjectCharactersMin).contains(length) {
                entry.problem("subject", entry.words("mails.write.subject.short"))
            }
        },
        .area(
            "body",
            \.body,
            "mails.write.body",
            help: "mails.write.body.help",
            limit: Limits.messageCharactersMax,
            isRequired: true,
            rows: 10
        ),
        .choice(
            "language",
            \.language,
            "mails.write.language",
            words: "interface.language",
            help: "mails.write.language.help"
        ),
        Field(
            "answers",
            "mails.write.answers",
            Field.Parts(
                read: { _, _ in },
                pairs: { _ in [] },
                write: { h, entry in
                    h.p(entry.words("mails.write.answers", ["address": answers]), .class("soft"))
                },
                text: { _, _ in "" }
            )
        )
    )
}

/// Why somebody gets no message.
private enum MessageBar: String, CaseIterable, ColumnValue {
    case noAddress = "no-address"
    case returned
    case archived
    case left
    case shared

    var words: StaticString {
        switch self {
        case .noAddress: "mails.write.no-address"
        case .returned: "mails.write.returned"
        case .archived: "people.selection.archived.already"
        case .left: "mails.write.left"
        case .shared: "mails.write.shared"
        }
    }
}

/// To whom a message would go.
private struct MessageReader: Sendable {
    let id: ID<ListedRow>
    let name: PersonName
    /// Where they are reached; empty for nowhere.
    let address: String
    /// Nil when nothing bars it.
    let bar: MessageBar?
}

extension Statement where Result == MessageReader {
    /// The chosen rows (`$3`) of a list (`$2`).
    fileprivate static let messageReaders = Statement(
        """
        select id, (person, member, name) as name, address, nullif(bar, '') as bar
          from message_readers($2, $3::uuid[]) with ordinality where $1::uuid = current_tenant() order by ordinality
        """,
        MessageReader.init,
        "id",
        "name",
        "address",
        "bar"
    )
}

extension Statement where Result == String {
    /// Where answers go: to the space's own address, or else to who writes.
    fileprivate static let answersTo = Statement(
        "select message_answers() as address where $1::uuid = current_tenant()",
        "address"
    )
}
