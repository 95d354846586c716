import Base
import Foundation
import HTTP
import Routing
import Support
import Testing

/// Files that leave the house, with each of the filters that its pages offer.
@Suite(.serialized) struct `What leaves as a file` {
    typealias Doors = `All doors and all keys`

    /// A door that answers with a file, for who gets one there.
    struct Export {
        let caller: Caller
        let path: String
    }

    /// Every GET route that answers with a file, found by asking.
    static func exports(_ fixture: Fixture, _ house: TestHouse) throws -> [Export] {
        var exports: [Export] = []
        for route in Doors.inSpace where route.method == .get {
            for caller in fixture.own.callers
            where route.kinds.has(caller.kind) && caller.guest != nil {
                var before = ""
                var ids: [String] = []
                for segment in "\(route.path)".split(separator: "/") {
                    if segment == "{id}" {
                        ids = fixture.own.keys(after: before, in: caller.kind).map(\.id)
                    }
                    before = String(segment)
                }
                if !Doors.hasID(route) { ids = [""] }
                for id in ids {
                    let path = Doors.path(route, slug: caller.slug) { _ in id }
                    var tab = Tab(house, caller)
                    let page = try tab.get(path)
                    let type = page.response.fields.first("content-type") ?? ""
                    guard page.status == 200, !type.hasPrefix("text/html") else { continue }
                    exports.append(Export(caller: caller, path: path))
                    break
                }
            }
        }
        return exports
    }

    @Test func `holds no foreign canary, whatever it is filtered by, and one's own`() throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("exports")
        let exports = try Self.exports(fixture, house)
        let foreign = fixture.foreign
        // Somebody looks at what is foreign, so that its log has something to tell.
        for caller in foreign.members {
            for page in ["people", "own-log", "log", "consents", "applications", "courses"] {
                _ = try house.get("/\(caller.slug)/\(page)", as: caller.guest)
            }
        }
        let foreignIDs = (foreign.keys[.provider] ?? [:]).values.flatMap { $0.prefix(1) }.map(\.id)
            .sorted()
        let others = [foreign.canary, foreign.space(.provider).id.text] + foreignIDs.prefix(2)
        let filters = try fixture.crawl.filters
        let names = Set(filters.values.flatMap(\.self).map { $0.prefix { $0 != "=" } })
        var files = 0
        var own: Set<String> = []
        // The log first, which grows with each look.
        let isLog = { (export: Export) in export.path.contains("/log/") }
        for export in exports.filter(isLog) + exports.filter({ !isLog($0) }) {
            // Each filter that the page of the file offers, then what other pages filter by, all at once.
            let page = export.path.split(separator: "/").dropLast().joined(separator: "/")
            let known = Dictionary(grouping: filters["/\(page)", default: []].sorted()) {
                $0.prefix { $0 != "=" }
            }
            var queries = [""]
            for (name, pairs) in known.sorted(by: { $0.key < $1.key }) {
                queries += pairs.prefix(8) + others.map { "\(name)=\($0)" }
            }
            let unknown = names.subtracting(known.keys).sorted()
            queries += others.map { other in
                unknown.map { "\($0)=\(other)" }.joined(separator: "&")
            }
            for query in queries {
                var tab = Tab(house, export.caller)
                let page = try tab.get(query.isEmpty ? export.path : "\(export.path)?\(query)")
                #expect(page.status < 500, "\(export.path)?\(query)")
                guard page.status == 200 else { continue }
                files += 1
                let isForeign = foreign.isTold(in: Doors.everything(page))
                #expect(!isForeign, "\(export.caller.name) \(export.path)?\(query)")
                let name = export.path.split(separator: "/").dropFirst().joined(separator: "/")
                if page.text.contains(fixture.own.canary) { own.insert(name) }
            }
        }
        // What is searched holds something: the people, the log, and receipts.
        #expect(own.contains("people/export.csv"))
        #expect(own.contains("log/export.csv"))
        #expect(own.contains("log/export.jsonl"))
        #expect(own.contains { $0.hasSuffix("receipt.json") })
        #expect(names.count > 20 && files > 200, "\(names.count) filters, \(files) files")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
