import Access
import Base
import Foundation
@testable import Routing
import Composition
import Support
import Testing

/// What each door needs, held against `doors.table`, and what happens when a door forgets it.
@Suite(.serialized) struct `What doors need` {
    /// Lines of the table: method and path, then permission, then what is disclosed.
    static let table: [String: (permission: String, discloses: String)] = {
        let path = TestCluster.root + "/Tests/Doors/doors.table"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        var lines: [String: (permission: String, discloses: String)] = [:]
        for line in text.split(separator: "\n").filter({ !$0.hasPrefix("#") }).dropFirst() {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            lines["\(cells[0]) \(cells[1])"] = (cells[2], cells.count > 3 ? cells[3] : "")
        }
        return lines
    }()

    static func name(_ route: Route) -> String { `All doors and all keys`.name(route) }

    @Test func `stands in the table, door by door`() {
        let routes = features.flatMap(\.routes)
        #expect(Set(routes.map(Self.name)) == Set(Self.table.keys))
        for route in routes {
            let line = Self.table[Self.name(route)]
            #expect(line?.permission == route.needs.rawValue, "\(Self.name(route))")
            #expect(
                line?.discloses == route.discloses.map(\.rawValue).joined(separator: " "),
                "\(Self.name(route))"
            )
        }
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
