public import Base
public import HTTP

/// Finds the door for a path.
///
/// Literal segments win over names.
public struct Router: Sendable {
    /// Every door, in the order in which they were given.
    public let routes: [Route]
    private let byFirst: [String: [Route]]
    private let byName: [Route]

    /// Throws a fault when two doors could not be told apart.
    public init(_ routes: [Route]) throws(Failure) {
        var seen: Set<String> = []
        for route in routes {
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
        var byFirst: [String: [Route]] = [:]
        var byName: [Route] = []
        for route in routes {
            if case .literal(let first) = route.segments.first {
                byFirst[first, default: []].append(route)
            } else if route.segments.isEmpty {
                byFirst["", default: []].append(route)
            } else {
                byName.append(route)
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

    enum Finding {
        case found(Route, [String: String])
        case wrongMethod([String])
        case absent
    }

    func find(_ method: Method, _ segments: [String]) -> Finding {
        let candidates = byFirst[segments.first ?? ""] ?? byName
        var allowed: [String] = []
        var best: (Route, [String: String], Int)?
        for route in candidates {
            guard let (parameters, literals) = match(route.segments, segments) else { continue }
            if route.method == method || (method == .head && route.method == .get) {
                if literals > (best?.2 ?? -1) { best = (route, parameters, literals) }
            } else {
                allowed.append(route.method.rawValue)
            }
        }
        if let best { return .found(best.0, best.1) }
        guard !allowed.isEmpty else { return .absent }
        if allowed.contains("GET") { allowed.append("HEAD") }
        allowed.append("OPTIONS")
        return .wrongMethod(Set(allowed).sorted())
    }

    private func match(
        _ pattern: [Route.Segment],
        _ segments: [String]
    ) -> (parameters: [String: String], literals: Int)? {
        guard pattern.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        var literals = 0
        for (part, segment) in zip(pattern, segments) {
            switch part {
            case .literal(let text):
                guard text == segment else { return nil }
                literals += 1
            case .parameter(let name):
                parameters[name] = segment
            }
        }
        return (parameters, literals)
    }

    /// Which lanes a request belongs to.
    public func lane(for request: Request) -> LaneKind {
        guard case .found(let route, _) = find(request.method, request.segments) else {
            return .page
        }
        return route.lane
    }
}
