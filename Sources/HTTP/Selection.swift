/// What of a content a client asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
    case whole
    case part(ClosedRange<Int>)
    /// Nothing of it is there: 416.
    case outside
}

extension Request {
    /// The one range asked for.
    ///
    /// Several, or what is no range, are passed over as the RFC allows, and so are all when the
    /// client has a part of another version (If-Range).
    func byteRange(of count: Int, tag: String) -> ByteRange {
        let values = fields.values(of: "range")
        guard method == .get, values.count == 1, let value = values.first else { return .whole }
        let unit = value.utf8.prefix(6).map(Characters.lowercased)
        guard unit.elementsEqual("bytes=".utf8) else { return .whole }
        if let condition = fields.first("if-range"), condition != tag { return .whole }
        let ends = value.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy(Characters.isDigit) }) else {
            return .whole
        }
        // No number after digits means one beyond 64 bits.
        let (first, last) = (number(ends[0]), number(ends[1]))
        switch (first, last) {
        case (nil, nil): return .whole
        case (nil, let length?):
            guard length > 0, count > 0 else { return .outside }
            return .part(max(0, count - length)...count - 1)
        case (let first?, let last):
            if let last, last < first { return .whole }
            return first < count ? .part(first...min(last ?? Int.max, count - 1)) : .outside
        }
    }

    /// Nil for no digits; as much as a number can be for too many.
    private func number(_ digits: Substring) -> Int? {
        digits.isEmpty ? nil : Int(digits) ?? Int.max
    }

    /// Whether the client has the version of this tag: If-None-Match (RFC 9110, section 13.1.2), which compares weakly.
    func has(_ tag: @autoclosure () -> String?) -> Bool {
        fields.values(of: "if-none-match").contains { value in
            value.split(separator: ",").contains { part in
                let text = part.drop { $0 == " " || $0 == "\t" }
                let named = text.hasPrefix("W/") ? text.dropFirst(2) : text
                return named == "*" || named.split(separator: " ").first.map(String.init) == tag()
            }
        }
    }
}

extension Response {
    /// This whole content as the request wants it: compressed, a part of it (206, 416), or only its tag when the client
    /// has it already (304).
    ///
    /// Its `etag` must be strong and of the plain bytes; without one, and for other statuses than 200, it is at most
    /// compressed. A part is always one of the plain bytes. `Vary` is left to the caller.
    public func selected(for request: Request, compressed: () -> [UInt8]?) -> Response {
        var whole = self
        if status == 200, fields.contains("etag") { whole.fields.set("accept-ranges", "bytes") }
        return whole.chosen(for: request) { compressed().map(whole.gzip) }
    }

    /// The same for a content that says which ranges it takes.
    func chosen(for request: Request, compressed: () -> Response?) -> Response {
        let tag = status == 200 ? fields.value(of: "etag") : nil
        let range = tag.map { request.byteRange(of: body.count, tag: $0) } ?? .whole
        var chosen = self
        if range == .whole, request.acceptsGzip, let small = compressed() { chosen = small }
        if tag != nil, request.method.isSafe, request.has(chosen.fields.value(of: "etag")) {
            chosen.fields.remove("content-encoding")
            (chosen.status, chosen.body) = (304, [])
            return chosen
        }
        switch range {
        case .whole: break
        case .part(let part):
            let place = "bytes \(part.lowerBound)-\(part.upperBound)/\(body.count)"
            chosen.fields.set("content-range", place)
            (chosen.status, chosen.body) = (206, Array(body[part]))
        case .outside:
            chosen.fields.set("content-range", "bytes */\(body.count)")
            (chosen.status, chosen.body) = (416, [])
        }
        return chosen
    }

    /// This content as these bytes, which are its own in gzip's format.
    func gzip(_ bytes: [UInt8]) -> Response {
        var small = self
        small.body = bytes
        small.fields.set("content-encoding", "gzip")
        // Other bytes, so another tag.
        if let tag = fields.first("etag") { small.fields.set("etag", "\(tag.dropLast())-gzip\"") }
        return small
    }

    /// What a place answers to a method that it does not take: 405, or 204 to OPTIONS, with the methods that it takes.
    public static func allowing(_ methods: [String], to request: Request) -> Response {
        var response =
            request.method == .options
            ? Response(status: 204) : Response(status: 405, text: "\(reason(405))\n")
        response.fields.set("allow", methods.joined(separator: ", "))
        return response
    }
}
