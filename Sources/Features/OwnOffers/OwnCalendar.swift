import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// A time that one has said yes to.
private struct OwnDay: Sendable {
    let offer: ID<Offer>
    let number: Int
    let revision: Int
    let changedAt: Instant
    let stand: OfferStand
    let start: Instant
    let end: Instant

    /// The entry of a calendar that others may see too: it tells neither what it is about nor for whom.
    func event(_ title: String) -> CalendarFile.Event {
        let isCancelled = stand == .cancelled
        return CalendarFile.Event(
            uid: "\(offer)-\(number)",
            // Nothing is agreed after a cancelling, so that its number stays free.
            sequence: revision + (isCancelled ? 1 : 0),
            changedAt: changedAt,
            start: start,
            end: end,
            title: title,
            status: isCancelled
                ? .cancelled : stand == .agreed || stand == .done ? .confirmed : .tentative
        )
    }
}

/// The days one comes to, for one's own calendar.
@Sendable func exportOwnDays(_ visit: Visit) throws(Failure) -> Reply {
    guard let me = visit.visitor.actor.person else { throw .refused(.notFound) }
    let days = try visit.read { (db) throws(Failure) in try db.all(.ownDays, me) }
    let title = visit.words("offers.calendar.day")
    return .file(
        name: "\(try visit.space.slug)-\(visit.today.iso).ics",
        type: "text/calendar; charset=utf-8",
        CalendarFile(days.map { $0.event(title) }).bytes
    )
}

extension Statement where Result == OwnDay {
    /// What somebody (`$2`) has said yes to, from a year ago on.
    fileprivate static let ownDays = Statement(
        """
        select offer_id, number::integer as number, revision, changed_at, stand, starts_at, ends_at from own_day
         where tenant_id = $1 and person_id = $2 and starts_at > moment() - interval '366 days'
         order by starts_at, offer_id, number limit 2000
        """,
        OwnDay.init,
        "offer_id",
        "number",
        "revision",
        "changed_at",
        "stand",
        "starts_at",
        "ends_at"
    )
}
