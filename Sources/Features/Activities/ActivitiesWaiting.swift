import Access
import Base
import Interface
import Routing
import Store
import Wording

/// A meeting on Today: it comes within the week, or it is over and nobody has told how many came.
private struct WaitingMeeting: Sendable {
    let id: ID<Meeting>
    let activity: ID<Activity>
    let title: String
    let day: Day
    let starts: TimeOfDay
    let place: String
    let isOver: Bool
    /// Whether its group has not been started.
    let isPlanned: Bool
    let since: Instant
}

@Sendable func waitingActivities(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard let kind = visit.visitor.space?.kind, kind == .association || kind == .partner,
        visit.may(.activityChange)
    else { return [] }
    let words = visit.words
    return [
        Ask.all(.waitingMeetings).each { row in
            let group = visit.here("/activities/\(row.activity)")
            let time = words(
                "activities.today.time",
                ["day": words.date(row.day), "time": row.starts.iso]
            )
            guard row.isOver else {
                return WaitingSince(
                    since: visit.now,
                    as: .news,
                    WaitingTask(
                        what: words("activities.today.soon", ["title": row.title]),
                        when: "\(time) · \(row.place)",
                        step: NextStep(words("activities.today.open"), group)
                    )
                )
            }
            return WaitingSince(
                since: row.since,
                WaitingTask(
                    what: words("activities.today.heads", ["title": row.title]),
                    when: time,
                    step: row.isPlanned
                        ? NextStep(words("activities.today.open"), group)
                        : NextStep(
                            words("activities.today.tell"),
                            visit.here("/activity-meetings/\(row.id)/heads")
                        )
                )
            )
        }
    ]
}

extension Statement where Result == WaitingMeeting {
    fileprivate static let waitingMeetings = Statement(
        """
        select m.id, m.activity_id, a.title, m.held_on, m.starts_at, m.place, x.ends <= moment() as is_over,
               a.state = 'planned' as is_planned, x.ends
          from activity_meeting m
          join activity a on a.tenant_id = $1 and a.id = m.activity_id
         cross join lateral (select (m.held_on + m.ends_at) at time zone 'Europe/Helsinki' as ends) x
         where m.tenant_id = $1 and m.is_held is not false and m.heads is null and m.held_on < today() + 7
         order by m.held_on, m.starts_at, m.id limit 30
        """,
        WaitingMeeting.init,
        "id",
        "activity_id",
        "title",
        "held_on",
        "starts_at",
        "place",
        "is_over",
        "is_planned",
        "ends"
    )
}
