import Base
import Interface
import Store
import Terms
import Wording

/// What an organisation asks of an association.
struct Enquiry: Sendable {
    var wish = ""
    var use = ""
    var organisation = ""
    var name = ""
    var email = ""
    var phone = ""
}

/// The two questions, and who asks.
let enquiryFields = FieldList<Enquiry>([
    .field(
        .area(
            "wish",
            \.wish,
            "enquiries.wish",
            help: "enquiries.wish.help",
            limit: Limits.summaryCharactersMax,
            isRequired: true
        )
    ),
    .field(
        .area(
            "use",
            \.use,
            "enquiries.use",
            help: "enquiries.use.help",
            limit: Limits.summaryCharactersMax,
            isRequired: true
        )
    ),
    .group(
        "enquiries.asker",
        help: "enquiries.asker.help",
        [
            .line(
                "organisation",
                \.organisation,
                "enquiries.organisation",
                limit: Limits.nameCharactersMax,
                isRequired: true,
                autocomplete: "organization"
            ),
            .name("name", \.name, "enquiries.name"),
            .email(
                "email",
                \.email,
                "enquiries.email",
                help: "enquiries.email.help",
                autocomplete: "email"
            ),
            .phone("phone", \.phone, "enquiries.phone"),
        ]
    ),
])

/// How far an enquiry has come; its words stand in `Web/wording` under `enquiries.state.<code>`.
enum EnquiryState: String, CaseIterable, Sendable {
    case new
    case answered
    case partner
    case closed
    case erased

    /// How it looks.
    var look: StateKind {
        switch self {
        case .new: .waiting
        case .answered, .partner: .given
        case .closed, .erased: .plain
        }
    }
}

extension EnquiryState: ColumnValue {}

/// An enquiry as the list shows it: without the person who asks.
struct ListedEnquiry: Sendable {
    let id: ID<Enquiry>
    let organisation: String
    let state: EnquiryState
    let sentAt: Instant
    let changedAt: Instant
}

/// Enquiries that wait for an answer: the first of them, and how many they are.
struct WaitingEnquiries: Sendable {
    let id: ID<Enquiry>
    let organisation: String
    let sentAt: Instant
    let count: Int
}

/// An enquiry as a coordinator reads it.
struct ReadEnquiry: Sendable {
    let organisation: String
    let name: String
    let email: String
    let phone: String
    let language: Language
    let state: EnquiryState
    let sentAt: Instant
    let changedAt: Instant
    let wish: String
    let use: String
    let answer: String
    let answeredAt: Instant?
}

/// What a coordinator answers.
struct EnquiryAnswer: Sendable {
    var answer = ""
}

let enquiryAnswerFields = FieldList<EnquiryAnswer>(
    .area("answer", \.answer, "enquiries.answer", isRequired: true)
)

/// What an association says of co-operation, and to whom.
struct CoOperation: Sendable {
    var finnish = ""
    var swedish = ""
    var english = ""
    var readers = TextReaders.nobody

    /// What anybody reads in a language; nil while it is not published.
    func text(in language: Language) -> String? {
        guard readers == .anybody else { return nil }
        return switch language {
        case .finnish: finnish
        case .swedish: swedish
        case .english: english
        }
    }
}

/// Who reads what a space says of itself; its words stand in `Web/wording` under `public-texts.readers.<code>`.
enum TextReaders: String, CaseIterable, Sendable {
    case nobody
    case anybody
}

/// The fields of the text, named as their columns.
let coOperationFields = FieldList<CoOperation>(
    .area("text_fi", \.finnish, "public-texts.fi"),
    .area("text_sv", \.swedish, "public-texts.sv"),
    .area("text_en", \.english, "public-texts.en"),
    .choice(
        "readers",
        \.readers,
        "public-texts.readers",
        words: "public-texts.readers",
        isOpen: true
    )
    .checked { entry, new in
        guard new.readers == .anybody else { return }
        for (name, text) in [
            ("text_fi", new.finnish), ("text_sv", new.swedish), ("text_en", new.english),
        ] where text.isEmpty && entry.problems[name] == nil {
            entry.problem(name, entry.words("public-texts.rule.languages"))
        }
    }
)
