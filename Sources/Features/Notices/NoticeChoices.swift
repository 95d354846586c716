import Interface
import Terms

/// How the kinds of notice that one chooses come.
struct NoticeChoices: Sendable {
    var unanswered: NoticePace
    var waiting: NoticePace

    init(_ paces: [NoticeKind: NoticePace]) {
        unanswered = paces[.unanswered] ?? .none
        waiting = paces[.waiting] ?? .none
    }

    /// The same by their kinds.
    var all: [(notice: NoticeKind, pace: NoticePace)] {
        [(.unanswered, unanswered), (.waiting, waiting)]
    }
}

/// The fields of the choices, each named as its kind.
let noticeFields = FieldList<NoticeChoices>(
    .choice(
        "unanswered",
        \.unanswered,
        "notices.kind.unanswered",
        among: NoticeKind.unanswered.paces,
        words: "notices.pace",
        help: "notices.kind.unanswered.help",
        isOpen: true
    ),
    .choice(
        "waiting",
        \.waiting,
        "notices.kind.waiting",
        among: NoticeKind.waiting.paces,
        words: "notices.pace",
        help: "notices.kind.waiting.help",
        isOpen: true
    )
)
