import Access
import Base
import HTML
import Interface
import Routing
import Store
import Wording

/// Feedback as the list shows it: without its texts, which are read one at a time.
struct ListedFeedback: Sendable {
    let id: ID<SentFeedback>
    let sentAt: Instant
    let answerBy: Day
    let state: FeedbackState
    let answeredAt: Instant?
}

/// How far feedback has come; its words stand in `Web/wording` under `feedback.state.<code>`.
enum FeedbackState: String, CaseIterable, Sendable {
    case waiting
    case late
    case answered

    /// How it looks.
    var look: StateKind {
        switch self {
        case .waiting: .waiting
        case .late: .refused
        case .answered: .given
        }
    }
}

extension FeedbackState: ColumnValue {}

extension ListOrder {
    fileprivate static let sent = ListOrder("sent", "f.sent_at", greatestFirst: true)
    fileprivate static let answerBy = ListOrder("answer-by", "f.answer_by")
}

extension Listing where Row == ListedFeedback {
    /// All feedback that is kept, newest first.
    static let feedback = Listing(
        "feedback",
        at: "/feedback",
        by: .sent,
        columns: [
            ListColumn(by: .sent) { place in
                .link(place.words("feedback.sent"), sort: place.sort, path: place.path) {
                    place.words.moment($0.sentAt)
                }
            },
            ListColumn { place in
                let (words, names): (Words, [FeedbackState: String]) = (
                    place.words, place.words.names("feedback.state")
                )
                return .cell(words("feedback.state"), isLabelled: true) { h, row in
                    h.state(names[row.state] ?? "", row.state.look)
                    if let time = row.answeredAt { h.small(words.moment(time), .class("more")) }
                }
            },
            .cell("feedback.answer-by", by: .answerBy, isLabelled: true) { h, row, words in
                h.text(words.date(row.answerBy))
            },
        ],
        filters: [
            .choice(
                "state",
                of: FeedbackState.self,
                by: "s.state",
                title: "feedback.state",
                words: "feedback.state"
            )
        ],
        search: ListSearch("feedback.search", in: "feedback_words(f.id)"),
        id: { $0.id }
    )
}

extension ListRows where Row == ListedFeedback {
    static let feedback = ListRows(
        "f.id, f.sent_at, f.answer_by, s.state, f.answered_at",
        from: """
            feedback f cross join lateral (
              select case when f.answered_at is not null then 'answered' when f.answer_by < today() then 'late'
                     else 'waiting' end as state) s
            """,
        at: "f.tenant_id = $1",
        id: "f.id",
        reader(ListedFeedback.init, "id", "sent_at", "answer_by", "state", "answered_at")
    )
}

extension ListFile where Line == ListedFeedback {
    /// The list as it stands: its texts are read one at a time.
    fileprivate static let feedback = ListFile(
        .feedback,
        columns: [
            ("feedback.sent", { feedback, _ in feedback.sentAt.inFinland.day.iso }),
            ("feedback.state", { $1.dynamic("feedback.state.\($0.state.rawValue)") }),
            ("feedback.answer-by", { feedback, _ in feedback.answerBy.iso }),
            (
                "feedback.answered-on",
                { feedback, _ in feedback.answeredAt?.inFinland.day.iso ?? "" }
            ),
        ]
    )
}

@Sendable func exportFeedback(_ visit: Visit) throws(Failure) -> Reply {
    try visit.export(.feedback, .feedback, ListFile.feedback).reply
}

@Sendable func listFeedback(_ visit: Visit) throws(Failure) -> Reply {
    let (words, path) = (visit.words, visit.here("/feedback"))
    let query = visit.asked(of: .feedback)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .feedback, .feedback, query)
    }
    return visit.page(words("feedback.title")) { h in
        h.pageHead(words("feedback.title"), lead: found.counted("feedback.count", words)) { h in
            h.exportButton(found, at: path, words)
        }
        h.listing(.feedback, found, at: path, words) { h in
            h.emptyState(words("feedback.none"), words("feedback.none.what-to-do"))
        }
        h.p(words("feedback.list.lead"), .class("soft"))
    }
}
