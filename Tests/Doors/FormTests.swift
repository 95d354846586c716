import Access
import Base
import Foundation
import HTTP
import House
import Routing
import Support
import Testing

/// Every form of the house as its own pages show it, met by walking through a world.
///
/// A new form is asked the day a page shows it.
@Suite(.serialized) struct `Every form` {
    typealias Doors = `All doors and all keys`

    /// Routes for which no page of the world offers a form, each with the reason.
    static let withoutForm: [String: String] = [:]

    // MARK: The forms themselves

    @Test func `that a route takes stands on some page`() throws {
        let walk = try Meadow.shared.get().walk
        let met = Set(walk.forms.map { "\($0.route.path)" })
        let missing = Doors.routes.filter { $0.method == .post }.map { "\($0.path)" }
            .filter { !met.contains($0) }
        #expect(Set(missing) == Set(Self.withoutForm.keys))
    }

    @Test func `is carried out when it is filled as its page asks`() throws {
        let walk = try Meadow.shared.get().walk
        #expect(walk.unsound.isEmpty, "\(walk.unsound)")
        #expect(walk.sound.count > 40)
    }

    // MARK: Ids in the path

    @Test
    func
        `with a foreign id and with an absent one is answered byte for byte the same, with one refusal each`()
        throws
    {
        let meadow = try Meadow.shared.get()
        let house = try meadow.house("forms_ids")
        let table = try PermissionTable.embedded()
        for found in meadow.sound where Doors.hasID(found.route) {
            let (_, form, typist) = try found.open(in: house, meadow.own.typist)
            let filled = typist.filled(form)
            for caller in meadow.walk.callers {
                let isOwn = found.route.needs == .accountOwn && caller.guest != nil
                guard isOwn || table.scope(of: found.route.needs, for: caller.actor) > .none else {
                    continue
                }
                let what = "\(caller.name) \(found.kind)"
                var answers: [Data] = []
                for id in [meadow.foreignID(found.route), ID<Event>().text] {
                    var sent = filled
                    sent.set("once", ID<Event>().text)
                    let before = try meadow.events(house, at: caller.slug)
                    let path = Doors.path(found.route, slug: caller.slug) { _ in id }
                    var tab = Tab(house, caller)
                    let page = try tab.post(path, sent)
                    #expect(page.status == 404, "\(what) → \(page.status)")
                    let new = try meadow.events(house, at: caller.slug).dropFirst(before.count)
                    let isInSpace = "\(found.route.path)".hasPrefix("/{space}")
                    #expect(Array(new) == (isInSpace ? ["access.refused refused"] : []), "\(what)")
                    answers.append(Data(Doors.comparable(page, id)))
                }
                #expect(answers[0] == answers[1], "\(what)")
            }
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
