import Audit
import Base
import Crypto
import HTML
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

/// What a change of a course means for everybody with a stake in it; how heavy it is, the database says.
struct FactChange: Sendable {
    enum Weight: String {
        /// Nothing that anybody has said yes to.
        case none
        /// What the afternoons are about: employers do not know it.
        case topics
        /// Facts that ask no more of an employer: it is told.
        case lighter
        /// Another day or town, an earlier beginning, a later end: the employer is asked anew.
        case heavier
    }

    let weight: Weight
    private let course: ChangingCourse
    private let draft: CourseDraft
    private let old: CourseDraft
    private let circle: Circle
    private let warning: StaticString?

    /// A change that has been written, and not yet kept.
    init(
        from before: (course: ChangingCourse, draft: CourseDraft),
        to now: (course: ChangingCourse, draft: CourseDraft),
        circle: Circle
    ) {
        (course, old, draft) = (now.course, before.draft, now.draft)
        weight =
            if now.course.askedVersion > before.course.askedVersion {
                .heavier
            } else if now.course.factsVersion > before.course.factsVersion {
                .lighter
            } else if draft.afternoons.map(\.topic) != old.afternoons.map(\.topic) { .topics } else
            { .none }
        // A draft that nobody has applied for is nobody's but its makers'.
        let isTold = course.state != .draft || circle.stakes.contains { $0.kind != .trainer }
        self.circle = isTold && weight != .none ? circle : Circle(stakes: [])
        let isOldWarning =
            old.nameWarning?.description == draft.nameWarning?.description
            && old.employerName == draft.employerName
        warning = isOldWarning ? nil : draft.nameWarning
    }

    /// Those whose employers are asked anew.
    private var asked: [Stake] {
        weight == .heavier ? circle.stakes.filter { $0.ask != nil } : []
    }

    /// Those who are only told.
    private var told: [Stake] {
        weight == .heavier ? circle.stakes.filter { $0.ask == nil } : circle.stakes
    }

    /// The sentence above the page that the change leads to.
    var done: StaticString {
        switch weight {
        case .heavier where !asked.isEmpty: "courses.done.changed.asked"
        case _ where !circle.stakes.isEmpty: "courses.done.changed.told"
        default: "courses.done.changed"
        }
    }

    /// What has to be seen before it is kept: who is asked again, who is only told, and what the employers' name gives away.
    func confirmation(_ object: Object, _ words: Words) -> Confirmation? {
        guard warning != nil || !circle.stakes.isEmpty else { return nil }
        return Confirmation(
            of: [weight.rawValue, circle.text, warning?.description ?? "", draft.seen].joined(
                separator: "\n"
            ),
            circle.stakes.isEmpty ? "course.employer-name.keep" : "course.change.confirm",
            Entry(.courseRead, of: object, about: circle.people)
        ) { h in
            h.part(words("course.change.consequence")) { h in consequences(&h, words) }
        }
    }

    private func consequences(_ h: inout HTML, _ words: Words) {
        if let warning { h.p(words(warning)) }
        guard !circle.stakes.isEmpty else { return }
        h.p(words.dynamic("course.change.\(weight.rawValue)"))
        h.facts { h in
            let employers = Circle(stakes: weight == .heavier ? asked : told).employers
            if !asked.isEmpty {
                h.fact(words.count("course.change.asked", asked.count)) { h in
                    Sentence(list: asked.map(\.name)).write(to: &h)
                    h.small(employers.joined(separator: ", "), .class("more"))
                }
            }
            if !told.isEmpty {
                h.fact(words.count("course.change.told", told.count)) { h in
                    Sentence(list: told.map(\.name)).write(to: &h)
                    let unreached = circle.stakes.count { $0.email.isEmpty }
                    if unreached > 0 {
                        h.small(words.count("course.cancel.unreached", unreached), .class("more"))
                    }
                }
            }
            if weight == .lighter, !employers.isEmpty {
                let count = words.count("course.change.employers", employers.count)
                h.fact(count, employers.joined(separator: ", "))
            }
            if weight == .topics {
                h.fact(words("course.change.at-peace"), words("course.change.employers.none"))
            }
        }
    }

    /// Tells everybody in the circle, the participants before their employers; asks employers anew, or tells them.
    func carryOut(_ db: borrowing Transaction, _ visit: Visit) throws(Failure) -> [Entry] {
        guard !circle.stakes.isEmpty else { return [] }
        let facts = try db.factsForEmployers(of: course.id)
        var entries: [Entry] = []
        for stake in circle.stakes {
            let key = weight == .heavier && stake.ask != nil ? "asked" : stake.kind.rawValue
            try db.tell(stake, course.name, of: "changed", as: key, { dates($0) }, visit)
            guard let ask = stake.ask, let space = stake.employerSpace else { continue }
            let about = [stake.name.person].compactMap(\.self)
            switch weight {
            case .none, .topics: break
            case .lighter:
                try db.run(.tellAsk, ask)
                try db.deliver(told(ask, facts, visit), to: space)
                entries.append(Entry(.consentTold, of: Object(ask, course.name), about: about))
            case .heavier:
                let fresh = ID<ConsentAsk>()
                try renew(ask, as: fresh, stake, facts, db, visit)
                entries.append(Entry(.consentRenewed, of: Object(fresh, course.name), about: about))
                if stake.kind == .active, let place = stake.place {
                    let object = Object(place, course.name)
                    entries.append(Entry(.enrolmentRenewing, of: object, about: about))
                }
            }
        }
        return entries
    }

    private func told(
        _ ask: ID<ConsentAsk>,
        _ facts: CourseFacts,
        _ visit: Visit
    ) throws(Failure) -> ConsentToldLetter {
        ConsentToldLetter(
            ask: ask,
            provider: try visit.space.name(.finnish),
            course: facts.name,
            place: facts.place,
            sessions: facts.afternoons,
            hours: facts.hours
        )
    }

    private func renew(
        _ ask: ID<ConsentAsk>,
        as fresh: ID<ConsentAsk>,
        _ stake: Stake,
        _ facts: CourseFacts,
        _ db: borrowing Transaction,
        _ visit: Visit
    ) throws(Failure) {
        guard let space = stake.employerSpace else { return }
        let text = try db.one(.consentText, "employer", Language.finnish, Int?.none)
        let until = visit.now.adding(days: Limits.consentLinkDays)
        try db.run(.renewAsk, ask, fresh, text.version, until)
        try db.deliver(
            ConsentRenewedLetter(
                ask: fresh,
                renews: ask,
                provider: try visit.space.name(.finnish),
                course: facts.name,
                place: facts.place,
                sessions: facts.afternoons,
                hours: facts.hours,
                textVersion: text.version,
                until: until,
                applicantMark: addressMark(stake.email, in: fresh.text)
            ),
            to: space
        )
    }

    /// Place and afternoons, for a mail.
    private func dates(_ words: Words) -> [String] {
        let place = [draft.town?.rawValue ?? "", draft.address].filter { !$0.isEmpty }
            .joined(separator: ", ")
        let days = draft.afternoons.map { afternoon in
            let time = words.period(afternoon.starts, afternoon.ends)
            let topic = afternoon.topic.isEmpty ? "" : " · \(afternoon.topic)"
            return "- \(words.weekdayDate(afternoon.day)) \(time)\(topic)"
        }
        return [([words("mail.request.where", ["place": place])] + days).joined(separator: "\n")]
    }
}

extension CourseDraft {
    /// The same text for the same facts and topics.
    fileprivate var seen: String {
        ([name, employerName, town?.rawValue ?? "", address] + afternoons.map(\.text))
            .joined(separator: "\n")
    }
}

// MARK: Statements

extension Statement where Result == Void {
    fileprivate static let tellAsk = Statement(
        "select consent_tell($2) where $1::uuid = current_tenant()"
    )

    /// Asks anew (`$3`) what was asked (`$2`), by a text version, until a moment.
    fileprivate static let renewAsk = Statement(
        "select consent_renew($2, $3, $4, $5) where $1::uuid = current_tenant()"
    )
}
