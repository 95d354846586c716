import Base
import HTTP
import Scenes
import Support
import Testing

/// What somebody has typed into a form, when one field of it does not hold.
@Suite(.serialized) struct `What is typed` {
    typealias Doors = `All doors and all keys`

    /// What is wrong with one field.
    enum Mistake: String, CaseIterable, Sendable {
        case empty
        case overlong
        case hostile
        case nothing
        case unseen
        case nul
        case unknown
        case identityCode
    }

    /// Fields that an answer need not look at, or may not show again, each with the reason.
    static let elsewhere: [String: String] = [
        "/{space}/answer token":
            "a token that opens nothing is refused in one way, without its page",
        "/{space}/answer code": "the button leads back to the question: the code is not asked for",
        "/{space}/answer/code code": "the button asks for another code",
        "/sign-in/codes password": "the button asks for a code in the place of the password",
    ]

    @Test func `is shown again with what is wrong, beside the field and above the form`() throws {
        let fixture = try Fixture.shared()
        let shared = try fixture.house("typed")
        var asked = 0
        for found in try fixture.sound {
            let fields = found.form.fields.filter(\.isTyped)
                .filter { Self.elsewhere["\(found.route.path) \($0.name)"] == nil }
            guard !fields.isEmpty else { continue }
            let house = found.steps.isEmpty ? shared : try fixture.house("typed_further")
            let (opened, form, _) = try found.open(in: house, fixture.own.filler)
            let mistakes = fields.flatMap { field in Mistake.allCases.map { (field, $0) } }
            for (field, mistake) in mistakes where Self.canBe(mistake, field) {
                var tab = opened
                var sent = form.canaries
                sent.set(field.name, Self.mistaken(mistake, field))
                var page = try tab.post(form.action, sent)
                // Where a code was wrong, a page of its own says so; one that is turned may be led to as well.
                let isTurned = form.button?.name == "turn"
                let isLed = page.tellsMistake || (isTurned && page.status == 303)
                if isLed { page = try tab.get(page.location) }
                asked += 1
                let what = "\(found.kind) \(field.name) \(mistake)"
                let findings = Self.lost(form, sent, mistaken: field, in: page)
                #expect(findings.isEmpty, "\(what) lost: \(findings)")
                // Turned to another language, the page comes as it stands, and judges nothing yet.
                #expect(page.status == (isTurned || isLed ? 200 : 422), "\(what) → \(page.status)")
                #expect(!page.text.contains("<script>alert"), "\(what)")
                guard !isTurned else { continue }
                #expect(page.text.contains("id=\"\(field.name)-problem\""), "\(what) says nothing")
                #expect(
                    page.text.contains("<li><a href=\"#\(field.name)\">"),
                    "\(what) in no summary"
                )
            }
            #expect(house.faults.all.isEmpty, "\(house.faults.all)")
        }
        #expect(asked > 150, "only \(asked)")
    }

    /// Whether the mistake can be made in this field.
    static func canBe(_ mistake: Mistake, _ field: FormField) -> Bool {
        guard field.isTyped else { return false }
        switch mistake {
        case .empty: return field.isRequired
        // Any password may be somebody's; one that is chosen has a length.
        case .overlong: return field.kind != .password || field.autocomplete == "new-password"
        case .hostile, .nothing, .unseen, .nul, .unknown, .identityCode:
            return field.kind != .password
        }
    }

    @Test func `stands in its form again when the session had ended and somebody signs in anew`()
        throws
    {
        let fixture = try Fixture.shared()
        let house = try fixture.house("typed_kept")
        var asked = 0
        for found in try fixture.sound where found.steps.isEmpty && found.route.owner == .account {
            guard found.caller.guest != nil, found.form.fields.contains(where: \.isTyped) else {
                continue
            }
            var (tab, form, _) = try found.open(in: house, fixture.own.filler)
            let sent = form.canaries
            let what = found.kind
            try house.database.psql("update accounts.session set ended_at = moment()")
            let lost = try tab.post(form.action, sent)
            #expect(lost.location == "/sign-in?next=%2Fkept-form", "\(what) → \(lost.status)")
            try house.database.psql("update accounts.session set ended_at = null")
            let page = try tab.get("/kept-form")
            #expect(page.status == 200, "\(what) → \(page.status)")
            guard let field = form.fields.first(where: \.isTyped) else { continue }
            let findings = Self.lost(form, sent, mistaken: field, in: page)
            #expect(findings.isEmpty, "\(what) lost: \(findings)")
            #expect(page.text.contains("Istuntosi oli päättynyt"), "\(what) says nothing")
            asked += 1
        }
        #expect(asked > 10, "\(asked)")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    static func mistaken(_ mistake: Mistake, _ field: FormField) -> String {
        switch mistake {
        case .empty: ""
        case .overlong: String(repeating: "ä", count: (field.charactersMax ?? 200) + 1)
        case .hostile: `Bad input`.hostile
        // Two fillers of Hangul: letters to Unicode, nothing to an eye.
        case .nothing: "\u{3164}\u{3164}"
        case .unseen: "Mal\u{202E}li\u{E0041}"
        case .nul: "Mal\u{0}li"
        case .unknown: "Mal\u{F8FF}li"
        case .identityCode: "Tunnus on 131052 - 308t."
        }
    }

    /// What was sent and does not stand in the page's form as it was.
    static func lost(_ form: PageForm, _ sent: Form, mistaken: FormField, in page: Page) -> [String]
    {
        let forms = PageForm.all(in: page.text).filter { $0.names == form.names }
        guard let again = forms.first(where: { $0.action == form.action }) ?? forms.first else {
            return ["the form"]
        }
        return form.fields.compactMap { field in
            guard field.name != "once", let now = again[field.name] else { return nil }
            // No page can hold NUL.
            let old = (sent.first(field.name) ?? "").replacing("\u{0}", with: "")
            switch field.kind {
            case .password:
                let isEchoed = !old.isEmpty && (!now.value.isEmpty || page.text.contains(old))
                return isEchoed ? "\(field.name) is echoed" : nil
            case .boxes:
                return now.chosen == sent.all(field.name) ? nil : "\(field.name): \(now.chosen)"
            case .radios, .list: return now.chosen == [old] ? nil : "\(field.name): \(now.chosen)"
            // A code that was wrong is of no use to anybody.
            case .code where field.name == mistaken.name: return nil
            default: return now.value == old ? nil : "\(field.name): \(now.value.prefix(60))"
            }
        }
    }

    // MARK: The summary

    @Test func `is named by its label in the summary, in each language`() throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("typed_names")
        for found in try fixture.sound where !found.form.fields.filter(\.isTyped).isEmpty {
            guard found.steps.isEmpty else { continue }
            for language in Language.allCases {
                var tab = Tab(house, found.caller)
                let mark = found.page.contains("?") ? "&" : "?"
                let page = try tab.get("\(found.page)\(mark)language=\(language.rawValue)")
                let form = try FoundForm.same(as: found.form, in: page)
                for field in form.fields where field.isTyped && field.isRequired {
                    let isLooked = Self.elsewhere["\(found.route.path) \(field.name)"] == nil
                    guard isLooked, form.button?.name != "turn" else { continue }
                    var sent = form.canaries
                    sent.set(field.name, "")
                    let answer = try tab.post(form.action, sent)
                    let link = "<li><a href=\"#\(field.name)\">"
                    let text = answer.text.split(separator: link, maxSplits: 1).last ?? ""
                    let sentence = PageForm.words(text.prefix { $0 != "<" })
                    #expect(!field.label.isEmpty, "\(found.kind) \(field.name)")
                    #expect(
                        sentence.contains(field.label),
                        "\(found.kind) \(field.name): \(sentence)"
                    )
                }
            }
        }
    }

    // MARK: Twice

    /// Forms that are done each time, each with the reason.
    static let doneAgain = [
        "/{space}/answer/code": "each asking mails a code",
        "/{space}/courses/{id}/application email": "each asking mails a code",
    ]

    /// Forms that only lead to a page, each with the reason why they leave nothing in the log.
    static let leadsOn = [
        "/{space}/invitation": "the page that it leads to is the look",
        "/{space}/answer": "the page that it leads to is the look",
    ]

    static func isDoneAgain(_ found: FoundForm) -> Bool {
        doneAgain["\(found.route.path)"] != nil
            || found.form.names.contains { doneAgain["\(found.route.path) \($0)"] != nil }
    }

    @Test func `and sent twice is done once, and told once in the log`() throws {
        let fixture = try Fixture.shared()
        for found in try fixture.sound where !Self.isDoneAgain(found) {
            let house = try fixture.house("twice")
            let opened = try found.open(in: house, fixture.own.filler)
            var tab = opened.0
            // The same browser, gone on before the first answer came.
            var hasty = tab
            let sent = opened.2.filled(opened.1, isChanging: true)
            let before = try fixture.allEvents(house)
            let first = try tab.post(opened.1.action, sent)
            let (rows, events) = (try fixture.rows(house), try fixture.allEvents(house))
            let second = try tab.post(opened.1.action, sent)
            let changed = zip(rows, try fixture.rows(house)).filter { $0 != $1 }.map(\.0)
            let more = try fixture.allEvents(house).dropFirst(events.count)
            #expect(changed.isEmpty, "\(found.kind) changed again: \(changed)")
            guard first.status == 303 else {
                // A page was asked for, and it is a look each time.
                #expect(second.status == first.status, "\(found.kind) → \(second.status)")
                continue
            }
            #expect(more.isEmpty, "\(found.kind) told again: \(more)")
            let isLogged = Self.leadsOn["\(found.route.path)"] == nil
            if "\(found.route.path)".hasPrefix("/{space}"), isLogged {
                #expect(events.count > before.count, "\(found.kind) left nothing in the log")
            }
            #expect(second.status == 303, "\(found.kind) → \(second.status)")
            #expect(second.location == first.location, "\(found.kind)")
            let path = "\(found.route.path)"
            guard !path.hasPrefix("/{space}") || path.hasSuffix("/acceptance") else { continue }
            let third = try hasty.post(opened.1.action, sent)
            #expect(third.status == 303, "\(found.kind) → \(third.status)")
            #expect(third.location == first.location, "\(found.kind)")
            // What the first answer gave, a session or the secret of a code, the browser gets all the same.
            if found.route.owner.isSealed {
                #expect(third.cookies == first.cookies, "\(found.kind) gives other cookies")
            }
            let late = zip(rows, try fixture.rows(house)).filter { $0 != $1 }.map(\.0)
            #expect(late.isEmpty, "\(found.kind) changed a third time: \(late)")
        }
    }
}
