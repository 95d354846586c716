import Base
import House
import Routing
import Support

/// Two worlds, and all forms that the people of the first one meet; walked through once for all tests.
struct Meadow: Sendable {
    /// The two worlds as they were made; never opened by a house, so that it can be copied.
    let place: Support.Place
    let own: World
    let foreign: World
    let walk: Walk

    static let shared: Result<Meadow, any Error> = Result {
        let worlds = try `All doors and all keys`.Worlds("meadow")
        let place = worlds.house.place
        return Meadow(
            place: place,
            own: worlds.own,
            foreign: worlds.foreign,
            walk: try Walk(worlds.own, on: place, features: features)
        )
    }

    /// One form of each kind, in a steady order.
    var sound: [FoundForm] { walk.sound.sorted { $0.key < $1.key }.map(\.value) }

    /// A house in a copy of both worlds.
    func house(_ name: String) throws -> TestHouse {
        try TestHouse(name, on: place.copy(name))
    }

    /// The log of an own space: `action outcome`, oldest first.
    func events(_ house: TestHouse, at slug: String) throws -> [String] {
        let spaces = [own.provider, own.employer, own.association]
        guard let space = spaces.first(where: { $0.slug == slug }) else { return [] }
        return try house.log(of: space)
    }

    /// An id of the other world that could stand in the route's path.
    ///
    /// The operator reaches every space: there, one that is nobody's.
    func foreignID(_ route: Route) -> String {
        let segments = "\(route.path)".split(separator: "/").map(String.init)
        guard let index = segments.lastIndex(where: { $0 == "{id}" }), index > 0,
            route.needs != .spaceManage
        else { return ID<Event>().text }
        return foreign.ids[segments[index - 1]]?.first ?? ""
    }
}
