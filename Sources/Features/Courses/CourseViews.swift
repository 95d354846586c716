import Base
import HTML
import Interface
import Routing
import Wording

/// Everything that the page of a course shows its reader.
struct CoursePage {
    let course: Course
    let afternoons: [Afternoon]
    let trainers: [String]
    /// The reader's own place, when they take part.
    let own: Participant?
    /// Empty for all but those who run the course.
    let participants: [Participant]
    let happenings: [Happening]
}

/// Where the page of a course leads this reader.
struct CourseDoors {
    let base: String
    let publicPage: String
    /// The register; nil for those who may not see it.
    let people: String?
    let mayChange: Bool
    let mayMark: Bool
    /// A fresh key for each form of the page.
    let once: () -> String
}

func coursePage(
    _ h: inout HTML,
    _ page: CoursePage,
    _ doors: CourseDoors,
    _ history: [HistoryEntry],
    _ words: Words
) {
    let course = page.course
    h.pageHead(course.name, lead: "\(course.town.rawValue) · \(dates(course, words))") { h in
        if doors.mayMark { h.button(words("attendance.title"), to: "\(doors.base)/attendance") }
        if doors.mayChange, course.state.isChangeable {
            h.button(words("course.change"), to: "\(doors.base)/edit")
        }
    }
    stateAndNextStep(&h, page, doors, words)
    h.columns { h in
        h.part(words("course.afternoons")) { h in afternoonList(&h, page, words) }
        if course.isStaff {
            h.part(words("course.participants")) { h in participantList(&h, page, doors, words) }
        }
    } _: { h in
        h.part(words("course.facts")) { h in facts(&h, page, words) }
        if course.isStaff, !history.isEmpty {
            h.part(words("course.history")) { h in h.history(history) }
        }
        if doors.mayChange, course.state.next.contains(.cancelled) {
            h.dangerConfirm(
                words("course.cancel"), consequence: words("course.cancel.consequence"),
                action: "\(doors.base)/state", once: doors.once(), button: words("course.cancel.button")
            ) { h in
                h.hiddenField("from", course.state.rawValue)
                h.hiddenField("to", CourseState.cancelled.rawValue)
            }
        }
    }
}

// MARK: State and next step

private func stateAndNextStep(
    _ h: inout HTML,
    _ page: CoursePage,
    _ doors: CourseDoors,
    _ words: Words
) {
    let course = page.course
    if !course.isStaff {
        let place =
            page.own.map { words($0.isPaused ? "course.own.paused" : "course.own.active") }
            ?? words("course.own.applied")
        h.health(course.state.kind, course.state.word(words), [place])
        return
    }
    let next = course.state.next.filter { $0 != .cancelled }
    let forward = next.first
    let obstacle = forward.flatMap { course.obstacle(to: $0, trainers: page.trainers.count) }
    h.health(
        course.state.kind, course.state.word(words),
        [obstacle.map { words.dynamic($0) } ?? words.dynamic("course.next.\(course.state.rawValue)")])
    h.buttons { h in
        if doors.mayChange {
            for (index, state) in next.enumerated() where index > 0 || obstacle == nil {
                h.act(action: "\(doors.base)/state", once: doors.once()) { h in
                    h.hiddenField("from", course.state.rawValue)
                    h.hiddenField("to", state.rawValue)
                    let title = words.dynamic("course.to.\(course.state.rawValue).\(state.rawValue)")
                    if index == 0 { h.mainButton(title) } else { h.quietButton(title) }
                }
            }
        }
        if course.state == .open { h.quietButton(words("course.public"), to: doors.publicPage) }
    }
}

// MARK: Facts and afternoons

private func facts(_ h: inout HTML, _ page: CoursePage, _ words: Words) {
    let course = page.course
    h.facts { h in
        h.fact(words("course.place"), course.town.rawValue, more: course.address)
        h.fact(
            words("course.trainers"),
            page.trainers.isEmpty ? words("course.trainers.none") : page.trainers.joined(separator: ", "))
        h.fact(words("course.certificate"), words.count("course.certificate.rule", course.sessionsNeeded))
        if course.isStaff {
            h.fact(
                words("course.seats-taken"),
                words(
                    "course.taken",
                    ["taken": String(course.participants), "seats": String(course.seats)]))
        }
        if !course.summary.isEmpty {
            h.fact(words("course.summary")) { h in
                for line in course.summary.split(separator: "\n") { h.p(String(line)) }
            }
        }
    }
}

private func afternoonList(_ h: inout HTML, _ page: CoursePage, _ words: Words) {
    let active = page.participants.filter { !$0.isPaused }
    var columns: [Column<Afternoon>] = [
        .text(words("course.afternoon")) { words.shortWeekdayDate($0.day) },
        .text(words("course.time")) { words.period($0.starts, $0.ends) },
        .text(words("course.topic")) { $0.topic.isEmpty ? "–" : $0.topic },
    ]
    if page.course.isStaff {
        columns.append(
            .text(words("course.marked")) { afternoon in
                guard afternoon.day <= .today, !active.isEmpty else { return "–" }
                let marked = active.count { $0.mark(afternoon.number) != nil }
                return words("course.taken", ["taken": String(marked), "seats": String(active.count)])
            })
    } else if let own = page.own {
        columns.append(
            .text(words("course.own.mark")) { afternoon in
                own.mark(afternoon.number).map { $0.mark.title(words) } ?? "–"
            })
    }
    h.list(page.afternoons, caption: words("course.afternoons"), columns: columns, words)
}

// MARK: Participants

private func participantList(
    _ h: inout HTML,
    _ page: CoursePage,
    _ doors: CourseDoors,
    _ words: Words
) {
    guard !page.participants.isEmpty else {
        h.emptyState(words("course.participants.none"), words("course.participants.none.what-to-do"))
        return
    }
    h.list(
        page.participants,
        caption: words("course.participants"),
        columns: [
            .cell(words("course.name")) { h, participant in
                if let people = doors.people {
                    h.a(participant.name, .class("row-link"), .href("\(people)/\(participant.person)"))
                } else {
                    h.text(participant.name)
                }
            },
            .cell(words("course.place-state")) { h, participant in
                if participant.isPaused {
                    h.state(words("course.enrolment.paused"), .waiting)
                } else {
                    h.state(words("course.enrolment.active"), .given)
                }
            },
            .text(words("course.attended")) { participant in
                words(
                    "course.attended.count",
                    ["attended": String(participant.attended), "needed": String(page.course.sessionsNeeded)])
            },
        ],
        words
    )
}
