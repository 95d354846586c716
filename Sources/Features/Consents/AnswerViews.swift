import Base
import HTML
import Interface
import Terms
import Wording

/// What was typed into the forms of a request, for showing it again.
struct AnswerTyped {
    var consent = ""
    var support: [String] = []
    var contact = ""
    var name = ""
    var colleague = ""
    var address = ""
}

/// The request as its forms need it, whether it is answered by a link or with an account.
struct AnswerSheet {
    let request: ConsentRequest
    let text: ConsentText
    /// Whether the text stands open beside the question, where no second page confirms the answer.
    let showsText: Bool
    let typed: AnswerTyped
    let problems: Problems
    /// Where the answer goes.
    let action: String
    /// Where a colleague's name goes; nil when the request can be passed on no more.
    let delegation: String?
    /// What every form of the page sends along unseen.
    let hidden: [(name: String, value: String)]
    let once: () -> String
}

/// The page on which a personal link opens: it knows nothing yet, and sends the token only when a person does.
func linkPage(_ h: inout HTML, action: String, once: String, _ words: Words) {
    h.pageHead(words("answer.link.title"), lead: words("answer.link.lead"))
    h.form(action: action, once: once, id: "link", isGuarded: false) { h in
        h.p(words("answer.link.ready"), .data("with-token", ""), .hidden())
        h.div(.data("without-token", "")) { h in
            h.textField(
                "token",
                label: words("answer.link.code"),
                help: words("answer.link.help"),
                isRequired: false
            )
        }
        h.buttons { h in h.mainButton(words("answer.link.open")) }
    }
}

/// Nothing can be done here, and why.
func closedPage(_ h: inout HTML, _ title: String, _ why: String, _ what: String = "") {
    h.pageHead(title)
    h.p(why)
    if !what.isEmpty { h.p(what) }
}

/// One question on one screen: who, what, when, what support; two answers; a name.
func answerPage(_ h: inout HTML, _ sheet: AnswerSheet, _ words: Words) {
    let request = sheet.request
    h.errorSummary(sheet.problems, words)
    h.div(.class("head")) { h in
        h.div { h in
            h.p(
                words(
                    "answer.asks",
                    ["provider": request.facts.provider, "employer": request.facts.employer]
                ),
                .class("soft")
            )
            h.h1(question(request, words))
        }
    }
    requestFacts(&h, request, words)
    h.p(words("answer.neutral", ["employee": request.facts.employee]), .class("soft"))
    foldedText(&h, sheet, words)
    answerForm(&h, sheet, words)
    delegationForm(&h, sheet, words)
}

func question(_ request: ConsentRequest, _ words: Words) -> String {
    request.asked.contains(.workingTime)
        ? words("answer.question.working-time", ["employee": request.facts.employee])
        : words("answer.question", ["employee": request.facts.employee])
}

/// What, when, what is asked, until when.
func requestFacts(_ h: inout HTML, _ request: ConsentRequest, _ words: Words) {
    h.facts { h in
        courseFacts(&h, request.facts.course, words)
        if !request.asked.isEmpty {
            h.fact(words("answer.fact.asked"), supports(request.asked, words))
        }
        let day = request.expiresAt.inFinland.day
        h.fact(words("answer.fact.until"), words.onDate(day))
        if !request.contact.isEmpty {
            h.fact(words("answer.fact.contact"), request.facts.provider, more: request.contact)
        }
    }
}

/// Course and times, as they stand in requests and receipts.
func courseFacts(_ h: inout HTML, _ facts: CourseFacts, showsDays: Bool = false, _ words: Words) {
    h.fact(words("answer.fact.course"), facts.name, more: facts.place)
    h.fact(words("answer.fact.when")) { h in
        h.text(rhythm(facts.afternoons, words))
        if let first = facts.afternoons.first, let last = facts.afternoons.last {
            let hours = words.count("answer.hours", facts.hours)
            h.small("\(words.dates(first.day, last.day)), \(hours)", .class("more"))
        }
        let days = facts.afternoons.map { afternoon in
            "\(words.shortWeekdayDate(afternoon.day)) \(words.period(afternoon.starts, afternoon.ends))"
        }
        if showsDays {
            for day in days { h.small(day, .class("more")) }
        } else {
            h.details { h in
                h.summary(words("answer.all-days"))
                h.ul { h in
                    for day in days { h.li(day) }
                }
            }
        }
    }
}

/// '7 iltapäivää, torstaisin klo 13–16', with only what all afternoons share.
func rhythm(_ afternoons: [Afternoon], _ words: Words) -> String {
    let count = words.count("answer.afternoons", afternoons.count)
    guard let first = afternoons.first else { return count }
    let period = words.period(first.starts, first.ends)
    let isSameTime = afternoons.allSatisfy { $0.starts == first.starts && $0.ends == first.ends }
    guard isSameTime else { return count }
    guard afternoons.allSatisfy({ $0.day.weekday == first.day.weekday }) else {
        return "\(count), \(period)"
    }
    return "\(count), \(words.dynamic("answer.weekday.\(first.day.weekday)")) \(period)"
}

/// 'työaika, matkakulut, sijainen', with a capital.
func supports(_ asked: Set<Support>, _ words: Words) -> String {
    let list = asked.sorted().map { words.dynamic("answer.support.\($0.rawValue)") }.joined(
        separator: ", "
    )
    return list.prefix(1).uppercased() + list.dropFirst()
}

/// The text, folded where the question is to fit a screen: the page that confirms the answer shows it whole.
private func foldedText(_ h: inout HTML, _ sheet: AnswerSheet, _ words: Words) {
    h.details(.when(sheet.showsText, .open())) { h in
        h.summary(words("answer.text"))
        consentText(&h, sheet.text)
    }
}

/// The text that the answer is given to.
func consentText(_ h: inout HTML, _ text: ConsentText) {
    h.section(.class("part"), .lang(text.language.rawValue)) { h in
        h.h2(text.title)
        for paragraph in text.paragraphs { h.p(paragraph) }
    }
}

private func answerForm(_ h: inout HTML, _ sheet: AnswerSheet, _ words: Words) {
    let request = sheet.request
    let problems = sheet.problems
    h.form(action: sheet.action, once: sheet.once(), id: "answer", isGuarded: false) { h in
        for field in sheet.hidden { h.hiddenField(field.name, field.value) }
        h.hiddenField("shown", sheet.text.language.rawValue)
        h.choiceCards(
            "consent",
            label: words("answer.consent"),
            choices: [
                Choice("yes", words("answer.consent.yes")),
                Choice("no", words("answer.consent.no")),
            ],
            chosen: sheet.typed.consent,
            problem: problems["consent"]
        )
        let ticks = request.asked.filter { $0 != .contact }.sorted()
        if !ticks.isEmpty {
            h.checkboxCards(
                "support",
                label: words("answer.support"),
                choices: ticks.map {
                    Choice($0.rawValue, words.dynamic("answer.promise.\($0.rawValue)"))
                },
                chosen: sheet.typed.support,
                help: words("answer.support.help"),
                problem: problems["support"]
            )
        }
        if request.asked.contains(.contact) {
            h.textField(
                "contact",
                label: words("answer.contact"),
                value: sheet.typed.contact,
                help: words("answer.contact.help"),
                problem: problems["contact"],
                isRequired: false,
                charactersMax: Limits.nameCharactersMax
            )
        }
        h.textField(
            "name",
            label: words("answer.name"),
            value: sheet.typed.name,
            help: words("answer.name.help"),
            problem: problems["name"],
            autocomplete: "name",
            charactersMax: Limits.nameCharactersMax
        )
        if let problem = problems["sure"] {
            h.checkbox("sure", label: words("answer.without-working-time.sure"), problem: problem)
        }
        h.buttons { h in h.mainButton(words("answer.send")) }
    }
}

private func delegationForm(_ h: inout HTML, _ sheet: AnswerSheet, _ words: Words) {
    guard let action = sheet.delegation else { return }
    let problems = sheet.problems
    let isWrong = problems["colleague"] != nil || problems["address"] != nil
    h.details(.when(isWrong, .open())) { h in
        h.summary(words("answer.delegation"))
        h.form(action: action, once: sheet.once(), isGuarded: false) { h in
            for field in sheet.hidden { h.hiddenField(field.name, field.value) }
            h.hiddenField("step", CodeStep.delegation.rawValue)
            h.p(words("answer.delegation.what-happens"), .class("soft"))
            h.textField(
                "colleague",
                label: words("answer.delegation.name"),
                value: sheet.typed.colleague,
                problem: problems["colleague"],
                charactersMax: Limits.nameCharactersMax
            )
            h.emailField(
                "address",
                label: words("answer.delegation.address"),
                value: sheet.typed.address,
                problem: problems["address"],
                autocomplete: "off"
            )
            h.buttons { h in h.submitButton(words("answer.delegation.send")) }
        }
    }
}
