import Base
import HTML
import Interface
import Terms
import Wording

/// A group with its meetings, the newest first, and its members.
struct ActivityPage {
    let activity: Activity
    let meetings: [Meeting]
    let members: [Member]
}

/// Where the page of a group leads.
struct ActivityDoors {
    let list: String
    let here: String
    let people: String
    let meetings: String
    let members: String
    let once: () -> String
}

func activityPage(
    _ h: inout HTML,
    _ page: ActivityPage,
    _ doors: ActivityDoors,
    _ history: [HistoryEntry],
    now: Instant,
    _ words: Words
) {
    let activity = page.activity
    let isOpen = activity.state != .ended
    h.wayBack(words("activities.back"), to: doors.list)
    h.pageHead(activity.title, lead: words.dynamic("activity.kind.\(activity.kind.rawValue)")) {
        h in
        if isOpen { h.button(words("activities.change"), to: "\(doors.here)/edit") }
    }
    h.health(
        activity.state.look,
        words.dynamic("activity.state.\(activity.state.rawValue)"),
        [words.dynamic("activity.next.\(activity.state.rawValue)")]
    )
    h.buttons { h in
        if activity.state == .planned {
            h.act(action: "\(doors.here)/start", once: doors.once()) { h in
                h.mainButton(words("activities.start"))
            }
        }
        if isOpen { h.button(words("activities.plan"), to: "\(doors.here)/meetings/new") }
    }
    h.facts { h in
        h.fact(words("activity.service"), activity.service)
        if let leader = activity.leader {
            h.fact(
                words("activity.leader"),
                leader,
                more: activity.hasLeaderLeft ? words("activity.gone") : ""
            )
        } else {
            h.fact(words("activity.leader"), words("activity.leader.none"))
        }
    }
    h.part(words("activity.meetings")) { h in
        h.meetings(page.meetings, activity, doors, now: now, words)
    }
    h.part(words("activity.members")) { h in
        if activity.kind == .peer {
            h.p(words("activity.members.heads"))
        } else {
            h.members(page.members, isOpen: isOpen, doors, words)
        }
    }
    if !history.isEmpty { h.part(words("activity.history")) { h in h.history(history) } }
    if isOpen {
        h.dangerConfirm(
            words("activities.end"),
            consequence: words("activities.end.what"),
            action: "\(doors.here)/ending",
            once: doors.once(),
            button: words("activities.end.do")
        )
    }
}

extension HTML {
    fileprivate mutating func meetings(
        _ meetings: [Meeting],
        _ activity: Activity,
        _ doors: ActivityDoors,
        now: Instant,
        _ words: Words
    ) {
        guard !meetings.isEmpty else {
            p(words("activity.meetings.none"), .class("soft"))
            return
        }
        let isOpen = activity.state != .ended
        list(
            meetings,
            caption: words("activity.meetings"),
            columns: [
                .cell(words("activity.when")) { h, meeting in
                    h.text(meeting.time(words))
                    if !meeting.topic.isEmpty { h.small(meeting.topic, .class("more")) }
                },
                .text(words("activity.place")) { $0.place },
                .cell(words("activity.state")) { h, meeting in
                    let stage = meeting.stage(now)
                    h.state(
                        stage == .held
                            ? words.count("activity.meeting.held", meeting.heads ?? 0)
                            : words.dynamic("activity.meeting.\(stage.rawValue)"),
                        stage.look
                    )
                },
                .cell(words("activity.do")) { h, meeting in
                    let path = "\(doors.meetings)/\(meeting.id)"
                    if !meeting.hasBegun(now) {
                        guard isOpen, meeting.isHeld == nil else { return }
                        h.a(words("activities.meeting.move"), .href(path))
                    } else if activity.state != .planned {
                        let isTold = meeting.isHeld != nil && meeting.stage(now) != .uncounted
                        h.a(
                            words(isTold ? "activities.meeting.move" : "activities.heads.do"),
                            .href("\(path)/heads")
                        )
                    }
                },
            ],
            words
        )
    }

    fileprivate mutating func members(
        _ members: [Member],
        isOpen: Bool,
        _ doors: ActivityDoors,
        _ words: Words
    ) {
        if members.isEmpty {
            p(words("activity.members.none"), .class("soft"))
        } else {
            list(
                members,
                caption: words("activity.members"),
                columns: [
                    .name(
                        words("activity.person"),
                        path: { "\(doors.people)/\($0.person.person?.text ?? "")" }
                    ) { $0.person },
                    .cell(words("activity.time-in")) { h, member in
                        h.text(period(member.joined, member.left, words))
                        if member.isGone, member.left == nil {
                            h.small(words("activity.gone"), .class("more"))
                        }
                    },
                    .text(words("activity.agreed")) { words.date($0.agreed) },
                    .text(words("activity.fee")) {
                        words.dynamic("fee-choice.\($0.fee.rawValue)")
                    },
                    .cell(words("activity.do")) { h, member in
                        guard isOpen else { return }
                        h.a(
                            words("activities.member.change"),
                            .href("\(doors.members)/\(member.id)")
                        )
                    },
                ],
                words
            )
        }
        if isOpen {
            buttons { h in h.button(words("activities.join"), to: "\(doors.here)/members/new") }
        }
    }

    /// The form of a meeting that lies ahead, and its end.
    mutating func changing(
        _ form: FormView,
        cancellation: String,
        once: String,
        _ words: Words
    ) {
        self.form(form)
        dangerConfirm(
            words("activities.meeting.cancel"),
            consequence: words("activities.meeting.cancel.what"),
            action: cancellation,
            once: once,
            button: words("activities.meeting.cancel.do")
        )
    }

    /// The form to join, and the way to the register for who does not stand there.
    mutating func joining(_ form: FormView, register: String, _ words: Words) {
        p { h in
            h.text(words("activities.join.new") + " ")
            h.a(words("activities.join.register"), .href(register))
        }
        self.form(form)
    }

    /// The groups of a person; `base` is where groups stand, nil for who may not open them.
    mutating func activities(_ rows: [PersonsActivity], _ base: String?, _ words: Words) {
        part(words("activities.title")) { h in
            h.facts { h in
                for row in rows {
                    h.fact(row.title) { h in
                        let role =
                            row.leads
                            ? words("activity.leads")
                            : [
                                row.joined.map { period($0, row.left, words) },
                                row.fee.map { words.dynamic("fee-choice.\($0.rawValue)") },
                            ].compactMap(\.self).joined(separator: " · ")
                        if let base {
                            h.a(role, .href("\(base)/\(row.id)"))
                        } else {
                            h.text(role)
                        }
                        h.small(
                            words.dynamic("activity.state.\(row.state.rawValue)"),
                            .class("more")
                        )
                    }
                }
            }
        }
    }
}

/// A group as the page of a person tells it.
struct PersonsActivity: Sendable {
    let id: ID<Activity>
    let title: String
    let state: ActivityState
    /// Whether the person leads it; otherwise they are in it.
    let leads: Bool
    let joined: Day?
    let left: Day?
    let fee: FeeChoice?
}

private func period(_ joined: Day, _ left: Day?, _ words: Words) -> String {
    left.map { words.dates(joined, $0) } ?? words("activity.since", ["day": words.date(joined)])
}
