public import Base
public import HTTP

/// Finds the door for a path.
///
/// Literal segments win over names.
public struct Router: Sendable {
    /// Every door, in the order in which they were given.
    public let routes: [Route]
    /// Doors by the number of their segments, of those whose first is a literal by that.
    private let byFirst: [String: [Int: [Route]]]
    private let byName: [Int: [Route]]

    /// Throws a fault when two doors could not be told apart.
    public init(_ routes: [Route]) throws(Failure) {
        var seen: Set<String> = []
        for route in routes {
            // A door of a space says in which kinds it is; one outside has none.
            let isInside = route.segments.first == .parameter("space")
            guard isInside != (route.kinds == .outside) else {
                throw .broken(Fault("a route's kinds of space do not fit", "\(route.path)"))
            }
            let shape = route.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter: "{}"
                }
            }
            let key = "\(route.method.rawValue) /\(shape.joined(separator: "/"))"
            guard seen.insert(key).inserted else {
                throw .broken(Fault("two routes are the same", key))
            }
        }
        self.routes = routes
        var byFirst: [String: [Int: [Route]]] = [:]
        var byName: [Int: [Route]] = [:]
        for route in routes {
            let count = route.segments.count
            if case .literal(let first) = route.segments.first {
                byFirst[first, default: [:]][count, default: []].append(route)
            } else if route.segments.isEmpty {
                byFirst["", default: [:]][count, default: []].append(route)
            } else {
                byName[count, default: []].append(route)
            }
        }
        self.byFirst = byFirst
        self.byName = byName
    }

    /// First segments that no space may have as its slug.
    public var reserved: Set<String> {
        Set(byFirst.keys).union([
            "assets", "health", "metrics", "log", "demo", "favicon.ico", "robots.txt", "vakka",
        ])
    }

    /// What stands at a path.
    public enum Finding: Sendable {
        /// A door, with the segments of the path by their names.
        case found(Route, [String: String])
        /// Doors for these methods alone.
        case wrongMethod([String])
        /// Nothing.
        case absent

        /// Which lanes carry it.
        public var lane: LaneKind {
            if case .found(let route, _) = self { route.lane } else { .page }
        }
    }

    /// What stands at the path of a request.
    public func find(_ request: Request) -> Finding {
        find(request.method, request.segments)
    }

    func find(_ method: Method, _ segments: [String]) -> Finding {
        let candidates = (byFirst[segments.first ?? ""] ?? byName)[segments.count] ?? []
        var allowed: [String] = []
        var best: (route: Route, literals: Int)?
        for route in candidates {
            guard let literals = literals(of: route.segments, in: segments) else { continue }
            if route.method == method || (method == .head && route.method == .get) {
                if literals > (best?.literals ?? -1) { best = (route, literals) }
            } else {
                allowed.append(route.method.rawValue)
            }
        }
        if let best { return .found(best.route, parameters(of: best.route.segments, in: segments)) }
        guard !allowed.isEmpty else { return .absent }
        if allowed.contains("GET") { allowed.append("HEAD") }
        allowed.append("OPTIONS")
        return .wrongMethod(Set(allowed).sorted())
    }

    /// How many literals a path of the same length matches; nil when it does not match.
    private func literals(of pattern: [Route.Segment], in segments: [String]) -> Int? {
        var count = 0
        for place in pattern.indices {
            guard case .literal(let text) = pattern[place] else { continue }
            guard text == segments[place] else { return nil }
            count += 1
        }
        return count
    }

    private func parameters(
        of pattern: [Route.Segment],
        in segments: [String]
    ) -> [String: String] {
        var parameters: [String: String] = [:]
        for (part, segment) in zip(pattern, segments) {
            if case .parameter(let name) = part { parameters[name] = segment }
        }
        return parameters
    }
}
