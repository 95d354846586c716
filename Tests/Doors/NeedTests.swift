import Access
import Base
import Foundation
@testable import Routing
import Composition
import Support
import Testing

/// What each door needs, and what happens when a door forgets it.
@Suite(.serialized) struct `What doors need` {
    static func name(_ route: Route) -> String { "\(route.method.rawValue) \(route.path)" }

    @Test func `is a permission of theirs, but where somebody comes from outside`() throws {
        let table = try PermissionTable.embedded()
        let open = features.flatMap(\.routes).filter { route in
            "\(route.path)".hasPrefix("/{space}")
                && table.scope(of: route.needs, for: Actor()) != .none
        }
        let outside = [
            "/{space}/answer", "/{space}/open-courses", "/{space}/privacy",
            "/{space}/accessibility", "/{space}/invitation",
            "/{space}/courses/{id}/application", "/{space}/co-operation", "/{space}/stories",
        ]
        for route in open {
            #expect(
                "\(route.path)" == "/{space}"
                    || outside.contains { "\(route.path)".hasPrefix($0) },
                "\(Self.name(route)) is open to anybody"
            )
        }
        #expect(open.count > 5)
    }

    /// The same door with nothing asked at it.
    static func open(_ route: Route) -> Route {
        Route(
            route.method,
            route.path,
            route.kinds,
            .nothing,
            route.discloses,
            route.lane,
            route.answers,
            route.owner,
            handle: route.handle
        )
    }

    @Test func `is noticed when a door asks for nothing`() throws {
        let worlds = try `All doors and all keys`.Worlds("mutation_needs")
        let nobody = try worlds.house.member(of: nil)
        let table = try PermissionTable.embedded()
        for feature in features {
            for (index, route) in feature.routes.enumerated()
            where table.scope(of: route.needs, for: Actor()) == .none
                && "\(route.path)".hasPrefix("/{space}")
            {
                var routes = feature.routes
                routes[index] = Self.open(route)
                let mutated = Feature(
                    feature.name,
                    routes: routes,
                    menu: feature.menu,
                    waiting: feature.waiting,
                    receives: feature.receives
                )
                let house = try TestHouse(
                    "mutated",
                    features: features.map { $0.name == feature.name ? mutated : $0 },
                    on: worlds.house.database
                )
                let findings = try Self.findings(house, worlds, route, nobody, table)
                #expect(told("need", Self.name(route), isNoticed: !findings.isEmpty))
            }
        }
    }

    /// What the doors' proofs see of one door: strangers, nobody, and each role that the table keeps out.
    static func findings(
        _ house: TestHouse,
        _ worlds: `All doors and all keys`.Worlds,
        _ route: Route,
        _ nobody: Guest,
        _ table: PermissionTable
    ) throws -> [String] {
        var findings: [String] = []
        var changed = worlds
        changed.house = house
        for kind in SpaceKind.allCases {
            let path = `All doors and all keys`.path(route, worlds.own, in: kind)
            let anonymous = try `All doors and all keys`.ask(changed.house, route, path, nil)
            if anonymous.status != 303 || !anonymous.location.hasPrefix("/sign-in") {
                findings.append("open to nobody: \(anonymous.status)")
            }
            let stranger = try `All doors and all keys`.ask(changed.house, route, path, nobody)
            if stranger.status != 404 { findings.append("open to strangers: \(stranger.status)") }
        }
        return findings
    }
}
