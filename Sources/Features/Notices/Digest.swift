import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

// What waits for a member, in one mail a morning.

/// Gathers what a member would see on Today now, of the kinds that they get so, and mails it; of an empty morning nothing.
///
/// A mail names nobody: what would is only counted.
@Sendable func gatherDigest(
    _ visit: Visit,
    _ member: ToldMember,
    _ db: borrowing Transaction
) throws(Failure) -> [Entry] {
    // Kept first: whoever else is at it waits here, and finds that it is done.
    guard try db.run(.addDigest, member.membership) == 1 else { return [] }
    let daily = try db.account(.notices, member.account).filter { $0.was == .daily }.map(\.notice)
    let waiting = try db.together(visit.waiting).joined().sorted { $0.since < $1.since }
        .filter { $0.kind != .underWay && daily.contains($0.notice) }
    if !waiting.isEmpty {
        let words = visit.words
        let space = member.space.name(words.language)
        try db.notify(
            member.account,
            .waiting,
            of: daily,
            to: member.email,
            subject: words.count("notices.digest.subject", waiting.count, ["space": space]),
            paragraphs: [words("notices.digest.lead", ["space": space])]
                + lines(waiting.map(\.task), words)
                + [words("notices.digest.where") + "\n" + visit.site.origin + visit.here("/today")],
            words,
            visit.site
        )
    }
    let name = PersonName(
        member.person.map(Subject.person) ?? .member(member.membership),
        member.name
    )
    return [Entry(.noticesGathered, of: Object(member.membership, name), count: waiting.count)]
}

/// A paragraph for each thing that waits, and one for those that cannot be told without a name.
private func lines(_ tasks: [WaitingTask], _ words: Words) -> [String] {
    let told = tasks.compactMap { task in
        unnamed(task.what).map {
            "– "
                + ([$0] + (unnamed(task.when).map { [$0] } ?? []))
                .filter { !$0.isEmpty }.joined(separator: "\n  ")
        }
    }
    let others = tasks.count - told.count
    return told + (others == 0 ? [] : ["– " + words.count("notices.digest.others", others)])
}

/// A text that names nobody.
private func unnamed(_ text: any Text) -> String? {
    var isNamed = false
    let plain = text.plain { _ in isNamed = true }
    return isNamed ? nil : plain
}

extension AccountStatement where Result == DueMatter {
    static let digestsDue = AccountStatement(
        "select space, matter from accounts.digests_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}

extension Statement where Result == Void {
    fileprivate static let addDigest = Statement(
        "insert into notice_digest (tenant_id, membership_id) values ($1, $2) on conflict do nothing"
    )
}
