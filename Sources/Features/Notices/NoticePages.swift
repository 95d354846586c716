import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showNotices(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(account: noticesPage)
}

@Sendable func chooseNotices(_ visit: Visit) throws(Failure) -> Looked {
    let me = try signedInAccount(visit)
    return try visit.submit(account: noticesPage) { (db, page, new, changes) throws(Failure) in
        for (notice, pace) in new.all {
            _ = try db.all(.chooseNotices, me, [notice.rawValue], pace.rawValue)
        }
        return AccountAudited(
            .answered(FormAnswer(to: visit.after(page.back, did: "notices.done.saved"))),
            Entry(.noticesChosen, of: Object(me), changes: changes),
            in: try db.all(.places, me)
        )
    }
}

/// The page to which a mail's way out leads: looking at it changes nothing, since programs look at links too.
///
/// It is the same for every address, sound or not.
@Sendable func showWayOut(_ visit: Visit) throws(Failure) -> Reply {
    visit.letter(visit.words("notices.stop.title")) { h in
        wayOutContent(&h, action: visit.request.target.raw, once: visit.once, visit.words)
    }
}

/// Ends what a mail's way out names, for a mail program (RFC 8058) and for the button of its page alike.
///
/// The answer does not tell whether there was anything to end.
@Sendable func stopNotices(_ visit: Visit) throws(Failure) -> Reply {
    if let way = WayOut(visit.request.query["token"], visit.site.sealing) {
        try visit.account { (db) throws(Failure) in
            let ended = try db.all(
                .chooseNotices,
                way.account,
                way.notices.map(\.rawValue),
                NoticePace.none.rawValue
            )
            let changes = ended.compactMap {
                Change.of($0.notice.rawValue, $0.was.rawValue, NoticePace.none.rawValue)
            }
            return AccountAudited(
                (),
                Entry(.noticesStopped, of: Object(way.account), changes: changes),
                in: ended.isEmpty ? [] : try db.all(.places, way.account)
            )
        }
    }
    return visit.letter(visit.words("notices.stopped.title")) { h in
        stoppedContent(&h, visit.words)
    }
}

private func signedInAccount(_ visit: Visit) throws(Failure) -> ID<Account> {
    guard let account = visit.visitor.account else { throw .refused(.signInNeeded) }
    return account.id
}

private func noticesPage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<NoticeChoices> {
    let me = try signedInAccount(visit)
    let paces = try db.all(.notices, me).map { ($0.notice, $0.was) }
    var page = FormPage(
        visit.words("notices.title"),
        lead: visit.words("notices.lead"),
        noticeFields,
        NoticeChoices(Dictionary(uniqueKeysWithValues: paces)),
        action: "/account/notices",
        save: visit.words("house.save"),
        back: "/account/notices"
    )
    page.content = { h, form in noticesContent(&h, form, visit.words) }
    return page
}

/// A kind of notice with how it comes, or came until now.
struct ChosenPace: Sendable {
    let notice: MailKind
    let was: NoticePace
}

extension AccountStatement where Result == ChosenPace {
    /// How each kind comes to an account (`$1`).
    static let notices = AccountStatement(
        "select kind, pace from accounts.notices($1)",
        ChosenPace.init,
        "kind",
        "pace"
    )

    /// Makes kinds (`$2`) come to an account (`$1`) in a way (`$3`); those that came in another.
    fileprivate static let chooseNotices = AccountStatement(
        "select kind, was from accounts.notice_choose($1, $2, $3)",
        ChosenPace.init,
        "kind",
        "was"
    )
}
