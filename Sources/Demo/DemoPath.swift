import Base
import Scenes

/// An application of the demo, and how far it comes on its way into the course.
struct DemoPath {
    enum Progress {
        case received, waiting, given, withoutSupport, refused, withdrawn, expired, enrolled,
            applicationWithdrawn
    }

    let course: DemoCourse
    let person: Somebody
    let employer: Cast.Organisation
    let progress: Progress
    let daysAgo: Int
    /// Where the application is found.
    private let found = Found()

    private final class Found {
        var application = ""
        var answer: (path: String, token: String) = ("", "")
    }

    init(
        _ person: Somebody,
        to course: DemoCourse,
        _ employer: Cast.Organisation,
        _ progress: Progress,
        daysAgo: Int
    ) {
        (self.person, self.course, self.employer) = (person, course, employer)
        (self.progress, self.daysAgo) = (progress, daysAgo)
    }

    /// Whether the applicant lets the employer be asked.
    private var isAsked: Bool { progress != .received && progress != .applicationWithdrawn }

    /// Whether the employer answers.
    private var isAnswered: Bool { isAsked && progress != .waiting && progress != .expired }

    /// Who answers for the employer; where nobody has a place yet, a superior by the link.
    private var giver: (name: String, email: String) {
        guard let member = employer.signIns(as: "consent-giver").first else {
            return ("Esko Esihenkilö", employer.address("esihenkilo"))
        }
        return (member.name, employer.address(member.address))
    }

    func plan(_ stage: Stage, _ dice: inout Dice, hasAccount: Bool) {
        let applied = stage.moment(daysAgo: daysAgo + 3, hour: 18, minute: dice.roll(60))
        stage.player.at(applied) { () throws(Failure) in
            try apply(stage, as: hasAccount ? person.email : nil)
        }
        stage.at(applied.adding(seconds: 15 * 3600), as: "coordinator@takk.demo") {
            (browser) throws(Failure) in try browser.open(found.application)
        }
        if progress == .applicationWithdrawn {
            stage.at(applied.adding(days: 1), as: person.email) { (browser) throws(Failure) in
                try browser.open(found.application)
                try browser.send("\(found.application)/withdrawal")
            }
        }
        guard isAsked else { return }
        let sent = stage.moment(daysAgo: daysAgo, hour: 17, minute: dice.roll(60))
        stage.at(sent, as: person.email) { (browser) throws(Failure) in try release(browser, stage)
        }
        let later = Int64(dice.roll(20_000)) - 28_000
        guard isAnswered else { return }
        let decided = sent.adding(days: 1).adding(seconds: later)
        stage.player.at(decided) { () throws(Failure) in try answer(stage) }
        guard progress == .enrolled || progress == .withdrawn else { return }
        stage.at(decided.adding(days: 1), as: "coordinator@takk.demo") {
            (browser) throws(Failure) in
            try browser.open(found.application)
            try browser.send("\(found.application)/enrolment", follows: false)
        }
        guard progress == .withdrawn else { return }
        stage.player.at(stage.moment(daysAgo: 2, hour: 11, minute: daysAgo % 60)) {
            () throws(Failure) in
            try takeBack(stage)
        }
    }

    /// By the public form, and a code that proves the address; who has an account needs none.
    private func apply(_ stage: Stage, as account: String?) throws(Failure) {
        let form = "\(course.path)/application"
        let known = try account.map { (address) throws(Failure) in try stage.house.signIn(address) }
        let browser = known ?? Browser(stage.player, peer: "192.0.2.\(daysAgo)")
        try browser.open(form)
        var typed = [
            ("given_name", person.given), ("family_name", person.family), ("phone", person.phone),
            ("municipality", person.town), ("person_language", person.language),
        ]
        if known == nil { typed.append(("email", person.email)) }
        try browser.send(form, typed, follows: known == nil)
        if known == nil {
            let code = try stage.player.mail(to: person.email).code
            try browser.send("\(form)/confirmation", ["code": code], follows: false)
        }
        found.application = browser.place
    }

    /// The participant's permission, with which the employer is asked.
    private func release(_ browser: Browser, _ stage: Stage) throws(Failure) {
        let form = "\(found.application)/release"
        try browser.open(form)
        var typed = [
            ("employer_name", employer.names.fi), ("business_id", employer.businessID ?? ""),
            ("giver_name", giver.name), ("giver_email", giver.email), ("giver_language", "fi"),
            ("support", "working-time"), ("support", "travel"), ("support", "contact"),
            ("agreed", "yes"),
        ]
        if daysAgo % 2 == 0 { typed.append(("support", "substitute")) }
        try browser.send(form, typed, follows: false)
        found.answer = try stage.player.mail(to: giver.email).link
    }

    private func answer(_ stage: Stage) throws(Failure) {
        let browser = try openLink(stage)
        var typed = [
            ("consent", progress == .refused ? "no" : "yes"), ("name", giver.name), ("contact", ""),
        ]
        if progress != .refused, progress != .withoutSupport {
            typed[2].1 = "Paula Palaute"
            typed += [("support", "working-time"), ("support", "travel")]
        }
        try browser.send("\(found.answer.path)/code", typed)
        try confirm("decision", browser, stage)
    }

    /// What was given is taken back, and the place in the course pauses.
    private func takeBack(_ stage: Stage) throws(Failure) {
        let browser = try openLink(stage)
        try browser.send("\(found.answer.path)/code", ["step": "withdrawal", "name": giver.name])
        try confirm("withdrawal", browser, stage)
    }

    private func openLink(_ stage: Stage) throws(Failure) -> Browser {
        let browser = Browser(stage.player, peer: "198.51.100.\(daysAgo)")
        try browser.open(found.answer.path)
        try browser.send(found.answer.path, ["token": found.answer.token])
        return browser
    }

    private func confirm(_ step: String, _ browser: Browser, _ stage: Stage) throws(Failure) {
        let code = try stage.player.mail(to: giver.email).code
        try browser.send("\(found.answer.path)/\(step)", ["code": code], follows: false)
    }
}
