import Interface
import Terms

/// How the kinds of notice that one chooses come.
struct NoticeChoices: Sendable {
    var unanswered: NoticePace
    var waiting: NoticePace

    init(_ paces: [MailKind: NoticePace]) {
        unanswered = paces[.unanswered] ?? .none
        waiting = paces[.waiting] ?? .none
    }

    /// The same by their kinds.
    var all: [(notice: MailKind, pace: NoticePace)] {
        [(.unanswered, unanswered), (.waiting, waiting)]
    }
}

/// The fields of the choices, each named as its kind.
let noticeFields = FieldList<NoticeChoices>(
    .choice(
        "unanswered",
        \.unanswered,
        "mails.kind.unanswered",
        among: MailKind.unanswered.paces,
        words: "notices.pace",
        help: "notices.unanswered.help",
        isOpen: true
    ),
    .choice(
        "waiting",
        \.waiting,
        "mails.kind.waiting",
        among: MailKind.waiting.paces,
        words: "notices.pace",
        help: "notices.waiting.help",
        isOpen: true
    )
)
