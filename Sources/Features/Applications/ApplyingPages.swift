import Base
import HTML
import Interface
import Routing
import Terms
import Wording

/// A course that was public and takes no more applications.
func closedPage(_ visit: Visit) -> Reply {
    let words = visit.words
    return visit.letter(words("course.closed.title"), status: 404) { h in
        h.pageHead(words("course.closed.title"), lead: words("course.closed"))
        h.p { h in h.a(words("course.open.others"), .href(visit.here("/open-courses"))) }
    }
}

func formPage(
    _ visit: Visit,
    _ form: ApplyingForm,
    status: Int = 200,
    isAnswer: Bool = false
) -> Reply {
    var form = form
    if form.once.isEmpty { form.once = visit.once }
    let path = visit.here("/courses/\(form.course.course.id)/application")
    let turned = status == 200 && !isAnswer ? nil : path
    return letter(visit, visit.words("application.form.title"), status, turnedAt: turned) { h in
        applyingPage(&h, form, action: path, visit.words)
    }
}

func codePage(
    _ visit: Visit,
    _ course: AppliedCourse,
    _ applicant: Applicant,
    status: Int = 200,
    problem: String? = nil
) -> Reply {
    visit.letter(visit.words("application.code.title"), status: status) { h in
        confirmationPage(
            &h,
            applicant,
            course,
            Problems(problem.map { [("code", $0)] } ?? []),
            once: (visit.once, visit.once),
            action: visit.here("/courses/\(course.id)/application"),
            visit.words
        )
    }
}

/// A letter that, where it answers a form, turns to another language by sending the form again.
private func letter(
    _ visit: Visit,
    _ title: String,
    _ status: Int,
    turnedAt action: String?,
    content: (inout HTML) -> Void
) -> Reply {
    var frame = visit.frame
    frame.languageForm = action.map { LanguageForm(id: "apply", action: $0) }
    return .page(status: status, letterPage(title: title, frame: frame, content: content))
}
