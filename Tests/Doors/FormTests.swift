import Access
import Base
import Foundation
import HTTP
import Composition
import Routing
import Scenes
import Support
import Testing

/// Every form of the house as its own pages show it, met by walking through a world.
///
/// A new form is asked the day a page shows it.
@Suite(.serialized) struct `Every form` {
    typealias Doors = `All doors and all keys`

    /// Routes for which no page of the world offers a form, each with the reason.
    static let withoutForm = [
        "/{space}/applications/{id}/employer/search":
            "a button of the form that goes to /{space}/applications/{id}/employer"
    ]

    // MARK: The forms themselves

    @Test func `that a route takes stands on some page`() throws {
        let crawl = try Fixture.shared().crawl
        let met = Set(crawl.forms.map { "\($0.route.path)" })
        let missing = Doors.routes.filter { $0.method == .post }.map { "\($0.path)" }
            .filter { !met.contains($0) }
        #expect(Set(missing) == Set(Self.withoutForm.keys))
    }

    @Test func `is carried out when it is filled as its page asks`() throws {
        let crawl = try Fixture.shared().crawl
        #expect(crawl.unsound.isEmpty, "\(crawl.unsound)")
        #expect(crawl.sound.count > 40)
    }

    /// A page that refuses while its form is sent would lose what was typed.
    @Test func `has a page that says what forbids it, and does not refuse itself`() throws {
        let root = TestCluster.root + "/Sources/Features"
        let walk = try #require(FileManager.default.enumerator(atPath: root))
        var read = 0
        for case let path as String in walk where path.hasSuffix(".swift") {
            let text = try String(contentsOfFile: root + "/" + path, encoding: .utf8)
            for part in text.components(separatedBy: "\n}\n") {
                guard let page = part.range(of: #"-> FormPage<\w+>"#, options: .regularExpression)
                else { continue }
                read += 1
                let refuses = part[page.upperBound...].contains(
                    /\.refused\(\.(?:conflict|forbidden)\(why/
                )
                #expect(!refuses, "\(path): \(part.suffix(part.count / 2))")
            }
        }
        #expect(read > 30)
    }

    /// The form is sent from two tabs: whoever is second reads why, and their texts are there for another try.
    @Test func `that somebody else was first for loses nothing of what was typed`() throws {
        let fixture = try Fixture.shared()
        var second = 0
        for found in try fixture.sound
        where found.steps.isEmpty && found.form.fields.contains(where: \.isFree) {
            let house = try fixture.house("forms_second")
            var (first, form, filler) = try found.open(in: house, fixture.own.filler)
            var (tab, again, other) = try found.open(in: house, fixture.own.filler)
            _ = try first.post(form.action, filler.filled(form))
            var sent = other.filled(again)
            var typed: [String] = []
            for field in again.fields where field.isFree {
                guard let value = sent.first(field.name), !value.isEmpty else { continue }
                let mine = field.kind == .area ? "Ehdin jo kirjoittaa \(typed.count)." : value
                sent.set(field.name, mine)
                typed.append(mine)
            }
            let page = try tab.post(again.action, sent)
            guard [409, 422].contains(page.status) else { continue }
            second += 1
            for text in typed { #expect(page.text.contains(text), "\(found.kind): \(text)") }
            #expect(house.faults.all.isEmpty, "\(found.kind): \(house.faults.all)")
        }
        #expect(second > 5, "only \(second)")
    }

    // MARK: Ids in the path

    @Test
    func
        `with a foreign id and with an absent one is answered byte for byte the same, with one refusal each`()
        throws
    {
        let fixture = try Fixture.shared()
        let house = try fixture.house("forms_ids")
        let table = try PermissionTable.embedded()
        for found in try fixture.sound where Doors.hasID(found.route) {
            let (_, form, filler) = try found.open(in: house, fixture.own.filler)
            let filled = filler.filled(form)
            for caller in fixture.own.callers {
                guard found.route.kinds == .outside || found.route.kinds.has(caller.kind) else {
                    continue
                }
                let isOwn = found.route.needs == .accountOwn && caller.guest != nil
                guard isOwn || table.scope(of: found.route.needs, for: caller.actor) > .none else {
                    continue
                }
                let what = "\(caller.name) \(found.kind)"
                var answers: [Data] = []
                for id in [fixture.foreignID(found.route), ID<Event>().text] {
                    var sent = filled
                    sent.set("once", ID<Event>().text)
                    let before = try fixture.events(house, at: caller.slug)
                    let path = Doors.path(found.route, slug: caller.slug) { _ in id }
                    var tab = Tab(house, caller)
                    let page = try tab.post(path, sent)
                    #expect(page.status == 404, "\(what) → \(page.status)")
                    let new = try fixture.events(house, at: caller.slug).dropFirst(before.count)
                    let isInSpace = "\(found.route.path)".hasPrefix("/{space}")
                    #expect(Array(new) == (isInSpace ? ["access.refused refused"] : []), "\(what)")
                    answers.append(Data(Doors.comparable(page, id)))
                }
                #expect(answers[0] == answers[1], "\(what)")
            }
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    // MARK: The seal

    @Test func `carries the sealed field, or its door says that it has none`() throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("forms_sealed")
        for found in try fixture.crawl.forms {
            let seal = FormSeal(found.form["once"]?.value ?? "", house.pipeline.site.sealing)
            #expect(seal != nil || !found.route.owner.isSealed, "\(found.kind)")
            #expect(seal == nil || seal?.account == found.caller.guest?.account, "\(found.kind)")
        }
    }

    // MARK: Ids and tokens in the body

    @Test func `with a foreign id or token in it is answered as with an absent one, and not done`()
        throws
    {
        let fixture = try Fixture.shared()
        let shared = try fixture.house("forms_fields")
        var asked = 0
        for found in try fixture.sound {
            let house = found.steps.isEmpty ? shared : try fixture.house("forms_fields_further")
            let carriers = found.form.fields.filter { field in
                field.name == "token"
                    || ([field.value] + field.choices.map(\.value)).contains {
                        field.name != "once" && ID<Event>($0) != nil
                    }
            }
            guard !carriers.isEmpty else { continue }
            let (opened, form, filler) = try found.open(in: house, fixture.own.filler)
            for field in carriers {
                let value = filler.filled(form).first(field.name) ?? ""
                let others = try fixture.others(value, in: house)
                let what = "\(found.kind) \(field.name)"
                #expect(!others.contains(""), "\(what) has no foreign like")
                var answers: [Data] = []
                for other in others {
                    // Wrong tokens are counted; how long to wait is not what is compared here.
                    try house.database.psql("delete from accounts.throttle")
                    var tab = opened
                    var sent = filler.filled(form)
                    sent.set(field.name, other)
                    sent.set("once", ID<Event>().text)
                    let rows = try fixture.rows(house)
                    let page = try tab.post(form.action, sent)
                    #expect((400..<500).contains(page.status), "\(what) → \(page.status)")
                    let told = Doors.everything(page)
                    #expect(!fixture.foreign.isTold(in: told), "\(what)")
                    let changed = zip(rows, try fixture.rows(house)).filter { $0 != $1 }.map(\.0)
                    #expect(changed.isEmpty, "\(what) changed \(changed)")
                    answers.append(Data(Doors.comparable(page, other)))
                    asked += 1
                }
                #expect(answers[0] == answers[1], "\(what)")
            }
        }
        #expect(asked > 10, "only \(asked)")
        #expect(shared.faults.all.isEmpty, "\(shared.faults.all)")
    }
}

extension FormField {
    /// Whether somebody types a text of their own there.
    fileprivate var isFree: Bool { kind == .text || kind == .area }
}
