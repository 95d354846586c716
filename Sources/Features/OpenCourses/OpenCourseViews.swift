import Base
import HTML
import Interface
import Terms
import Wording

func openCourseListPage(_ h: inout HTML, _ courses: [OpenCourse], path: String, _ words: Words) {
    h.pageHead(words("courses.open.title"), lead: words("courses.open.lead"))
    openCourseList(&h, courses, path: path, words)
}

/// Courses that can be applied for, each with its link.
func openCourseList(_ h: inout HTML, _ courses: [OpenCourse], path: String, _ words: Words) {
    guard !courses.isEmpty else {
        h.emptyState(words("courses.open.none"), words("courses.open.none.what-to-do"))
        return
    }
    h.list(
        courses,
        caption: words("courses.open.title"),
        columns: [
            .link(words("course.name"), path: { "\(path)/\($0.id)" }) { $0.name },
            .text(words("course.place")) { $0.town.rawValue },
            .text(words("course.dates")) { words.dates($0.first, $0.last) },
            .cell(words("course.room")) { h, course in room(&h, course, words) },
        ],
        words
    )
}

func openCoursePage(
    _ h: inout HTML,
    _ page: OpenCoursePage,
    apply: String,
    others: String,
    _ words: Words
) {
    let course = page.course
    h.pageHead(
        course.name,
        lead: "\(course.town.rawValue) · \(words.dates(course.first, course.last))"
    )
    h.p { h in room(&h, course, words) }
    for line in page.about.split(separator: "\n") { h.p(String(line)) }
    if !course.hasRoom { h.p(words("course.open.full")) }
    h.buttons { h in h.mainButton(words("course.open.apply"), to: apply) }
    h.part(words("course.open.requires")) { h in
        h.p(words("course.open.requires.consent"))
        h.p(words("course.open.requires.order"))
    }
    h.part(words("course.open.obliges")) { h in
        h.p(words("course.open.obliges.nothing"))
        h.p(words("course.open.no-reason"))
    }
    h.part(words("course.open.afternoons")) { h in
        h.p(
            course.address.isEmpty
                ? course.town.rawValue : "\(course.address), \(course.town.rawValue)"
        )
        h.facts { h in
            for afternoon in page.afternoons {
                h.fact(
                    words.shortWeekdayDate(afternoon.day),
                    words.period(afternoon.starts, afternoon.ends),
                    more: afternoon.topic
                )
            }
        }
        h.p(words.count("course.open.certificate", course.sessionsNeeded), .class("soft"))
    }
    h.p { h in h.a(words("course.open.others"), .href(others)) }
    described(&h, page)
}

/// The course and its afternoons as Schema.org describes them, for programs alone.
private func described(_ h: inout HTML, _ page: OpenCoursePage) {
    let course = page.course
    func say(_ h: inout HTML, _ what: String, _ value: String) {
        h.meta(.itemprop(what), .content(value))
    }
    h.div(.hidden(), .itemscope, .itemtype("https://schema.org/Course")) { h in
        say(&h, "name", course.name)
        say(&h, "description", page.about)
        h.div(.itemprop("provider"), .itemscope, .itemtype("https://schema.org/Organization")) {
            h in say(&h, "name", page.provider)
        }
        for afternoon in page.afternoons {
            h.div(
                .itemprop("hasCourseInstance"),
                .itemscope,
                .itemtype("https://schema.org/CourseInstance")
            ) { h in
                say(&h, "name", afternoon.topic.isEmpty ? course.name : afternoon.topic)
                say(&h, "startDate", "\(afternoon.day.iso)T\(afternoon.starts.iso)")
                say(&h, "endDate", "\(afternoon.day.iso)T\(afternoon.ends.iso)")
                say(
                    &h,
                    "location",
                    [course.address, course.town.rawValue].filter { !$0.isEmpty }.joined(
                        separator: ", "
                    )
                )
            }
        }
    }
}

/// A course that has been public and takes no more applications.
func closedCoursePage(_ h: inout HTML, others: String, _ words: Words) {
    h.pageHead(words("course.closed.title"), lead: words("course.closed"))
    h.p { h in h.a(words("course.open.others"), .href(others)) }
}

private func room(_ h: inout HTML, _ course: OpenCourse, _ words: Words) {
    if course.hasRoom {
        h.state(words("course.room.left"), .given)
    } else {
        h.state(words("course.room.full"), .waiting)
    }
}
