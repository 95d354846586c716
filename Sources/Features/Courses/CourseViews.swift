import Base
import HTML
import Interface
import Routing
import Terms
import Wording

/// Everything that the page of a course shows its reader.
struct CoursePage {
    let course: CourseDetails
    let afternoons: [CourseSession]
    /// The reader's own place, when they take part.
    let own: Participant?
    /// Empty for all but those who run the course.
    let participants: [Participant]
    let events: [LoggedEvent]
}

/// Where the page of a course leads this reader.
struct CourseDoors {
    /// The list of courses.
    let courses: String
    /// The course's own page.
    let here: String
    let publicPage: String
    /// The register; nil for those who may not see it.
    let people: String?
    /// The course's applications; nil for those who may not see them.
    let applications: String?
    let mayChange: Bool
    let mayMark: Bool
    /// The list from which the page was opened.
    let list: ListQuery
    /// A fresh key for each form of the page.
    let once: () -> String

    var edit: String { "\(here)/edit\(list.trail)" }
    var state: String { "\(here)/state\(list.trail)" }
    var cancellation: String { "\(here)/cancellation\(list.trail)" }
    var attendance: String { "\(here)/attendance" }
}

func coursePage(
    _ h: inout HTML,
    _ page: CoursePage,
    _ doors: CourseDoors,
    _ history: [HistoryEntry],
    _ words: Words
) {
    let course = page.course
    h.wayBack(words("courses.back"), to: doors.list.path(doors.courses))
    let lead = "\(course.town.rawValue) · \(dates(course.first, course.last, words))"
    h.pageHead(course.name, lead: lead) { h in
        if let path = doors.applications {
            h.button(words.count("course.applications", course.applications), to: path)
        }
        if doors.mayMark { h.button(words("attendance.title"), to: doors.attendance) }
        if doors.mayChange, course.state.isChangeable {
            h.button(words("course.change"), to: doors.edit)
        }
    }
    stateAndNextStep(&h, page, doors, words)
    h.columns { h in
        h.part(words("course.afternoons")) { h in afternoonFacts(&h, page, words) }
    } _: { h in
        h.part(words("course.facts")) { h in facts(&h, page, words) }
    }
    guard course.isStaff else { return }
    h.part(words("course.participants")) { h in participantList(&h, page, doors, words) }
    if !history.isEmpty {
        h.part(words("course.history")) { h in h.history(history) }
    }
    if doors.mayChange, course.state.next.contains(.cancelled) {
        h.part(words("course.cancel")) { h in
            h.p(words("course.cancel.what"))
            h.buttons { h in h.button(words("course.cancel.look"), to: doors.cancellation) }
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
            page.own.map { own in
                own.state == .paused && !course.isReleased
                    ? words("course.own.paused.release")
                    : words.dynamic("course.own.\(own.state.rawValue)")
            } ?? words("course.own.applied")
        h.health(course.state.kind, course.state.word(words), [place])
        return
    }
    let next = course.state.next.filter { $0 != .cancelled }
    let forward = next.first
    let obstacle = forward.flatMap {
        course.progress.obstacle(to: $0, today: words.today)
    }
    let isOver = course.state == .running && obstacle == nil
    let step =
        isOver ? words("course.next.over") : words.dynamic("course.next.\(course.state.rawValue)")
    h.health(
        course.state.kind,
        course.state.word(words),
        [step] + (obstacle.map { [words($0)] } ?? [])
    )
    h.buttons { h in
        if course.state == .running, !isOver, doors.mayMark {
            h.mainButton(words("course.to.mark"), to: doors.attendance)
        }
        if doors.mayChange {
            for (index, state) in next.enumerated() where index > 0 || obstacle == nil {
                let title = words.dynamic("course.to.\(course.state.rawValue).\(state.rawValue)")
                if course.state == .open, state == .running {
                    starting(&h, course, title, doors, words)
                    continue
                }
                h.act(action: doors.state, once: doors.once()) { h in
                    h.hiddenField("from", course.state.rawValue)
                    h.hiddenField("to", state.rawValue)
                    if index == 0 { h.mainButton(title) } else { h.quietButton(title) }
                }
            }
        }
        if course.state == .open { h.quietButton(words("course.public"), to: doors.publicPage) }
    }
}

/// Starting a course closes it to applicants: it is asked once.
private func starting(
    _ h: inout HTML,
    _ course: CourseDetails,
    _ title: String,
    _ doors: CourseDoors,
    _ words: Words
) {
    h.details { h in
        h.summary("\(title)…", .class("button is-main"))
        h.form(action: doors.state, once: doors.once(), isGuarded: false) { h in
            h.p(words("course.start.consequence"))
            h.hiddenField("from", course.state.rawValue)
            h.hiddenField("to", CourseState.running.rawValue)
            h.buttons { h in h.mainButton(title) }
        }
    }
}

// MARK: Facts and afternoons

private func facts(_ h: inout HTML, _ page: CoursePage, _ words: Words) {
    let course = page.course
    h.facts { h in
        h.fact(words("course.place"), course.town.rawValue, more: course.address)
        h.fact(
            words("course.trainers"),
            Sentence(
                list: words.trainers(course.trainers, past: course.pastTrainers),
                or: words("course.trainers.none")
            )
        )
        h.fact(
            words("course.certificate"),
            words.count("course.certificate.rule", course.sessionsNeeded)
        )
        if course.isStaff {
            h.fact(
                words("course.seats-taken"),
                taken(course.participants, course.seats, words)
            )
        }
        if !course.summary.isEmpty {
            h.fact(words("course.summary")) { h in
                for line in course.summary.split(separator: "\n") { h.p(String(line)) }
            }
        }
    }
}

private func afternoonFacts(_ h: inout HTML, _ page: CoursePage, _ words: Words) {
    h.facts { h in
        for afternoon in page.afternoons {
            let time = words.period(afternoon.starts, afternoon.ends)
            var more = afternoon.topic.isEmpty ? [] : [time]
            let held = page.participants.filter { $0.isHeld(afternoon.number) }
            if afternoon.day <= words.today, !held.isEmpty {
                let marked = held.count { $0.mark(afternoon.number) != .unmarked }
                more.append(
                    words("course.marked", ["marked": String(marked), "of": String(held.count)])
                )
            }
            if let mark = page.own?.mark(afternoon.number), mark != .unmarked {
                more.append(words("course.own.mark", ["mark": mark.title(words)]))
            }
            h.fact(
                words.shortWeekdayDate(afternoon.day),
                afternoon.topic.isEmpty ? time : afternoon.topic,
                more: more.joined(separator: " · ")
            )
        }
    }
}

// MARK: Participants

private func participantList(
    _ h: inout HTML,
    _ page: CoursePage,
    _ doors: CourseDoors,
    _ words: Words
) {
    guard !page.participants.isEmpty else {
        h.emptyState(
            words("course.participants.none"),
            words("course.participants.none.what-to-do")
        )
        return
    }
    let title = words("course.name")
    h.list(
        page.participants,
        caption: words("course.participants"),
        columns: [
            doors.people.map { people in
                .name(title, path: { "\(people)/\($0.name.person?.text ?? "")" }) { $0.name }
            } ?? .name(title) { $0.name },
            .cell(words("course.place-state")) { h, participant in
                let state = participant.state
                h.state(words.dynamic("course.enrolment.\(state.rawValue)"), state.kind)
                if participant.hasLeft {
                    h.small(words("course.participant.left"), .class("more"))
                }
            },
            .text(words("course.attended")) { participant in
                let (attended, needed) = (participant.attended, page.course.sessionsNeeded)
                return words(
                    "course.attended.count",
                    ["attended": String(attended), "needed": String(needed)]
                )
            },
        ],
        words
    )
}

// MARK: The list

/// `newPath` is where a course is made; nil for those who may not.
func courseListPage(
    _ h: inout HTML,
    _ listing: Listing<ListedCourse>,
    _ page: ListPage<ListedCourse>,
    isAsked: Bool,
    once: String?,
    newPath: String?,
    base: String,
    _ words: Words
) {
    h.pageHead(words("courses.title"), lead: page.counted("courses.count", words)) { h in
        if isAsked { h.exportButton(page, at: base, words) }
        if let newPath { h.mainButton(words("courses.new"), to: newPath) }
    }
    h.listing(listing, page, at: base, isAsked: isAsked, once: once, words) { h in
        h.emptyState(
            words("courses.none"),
            words(newPath == nil ? "courses.none.what-to-do" : "courses.none.make"),
            step: newPath.map { NextStep(words("courses.new"), $0) }
        )
    }
}

/// From the first afternoon to the last.
func dates(_ first: Day?, _ last: Day?, _ words: Words) -> String {
    guard let first, let last else { return "–" }
    return words.dates(first, last)
}

/// Places that are taken, of all.
func taken(_ participants: Int, _ seats: Int, _ words: Words) -> String {
    words("course.taken", ["taken": String(participants), "seats": String(seats)])
}

extension CourseState {
    func word(_ words: Words) -> String { words.dynamic("course.state.\(rawValue)") }

    var kind: StateKind {
        switch self {
        case .draft, .done: .plain
        case .open: .waiting
        case .running: .given
        case .cancelled: .refused
        }
    }
}
