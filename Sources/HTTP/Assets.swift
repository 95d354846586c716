public import Base

/// The files of `Web` that browsers fetch, read once at start and kept in memory, plain and compressed.
///
/// They are served under one hash of them all, because scripts name each other by relative paths and must come from the
/// same set. A request is a look-up in a dictionary, never a path on disk.
public struct Assets: Sendable {
    /// One file as it is sent.
    struct Asset: Sendable {
        let contentType: String
        let plain: [UInt8]
        let compressed: [UInt8]?
        /// A hash of the plain bytes.
        let hash: String
    }

    /// Of the names and bytes of all files.
    public let hash: String
    private let assets: [String: Asset]

    /// Reads a folder: `styles/*.css`, joined by name after `styles/layers.css` into `site.css`, and all files in
    /// `scripts`, `images` and `fonts` under their paths, such as `scripts/table.js`.
    public init(folder: String, hash: ([UInt8]) -> String) throws(Failure) {
        var files: [File] = []
        for name in ["scripts", "images", "fonts"] {
            files += try File.all(in: "\(folder)/\(name)", as: name)
        }
        let styles = try File.all(in: "\(folder)/styles", as: "styles").filter {
            $0.name.hasSuffix(".css")
        }
        // Layers get their order where they are first named, so that file stands before all others.
        let ordered = styles.filter(\.namesLayers) + styles.filter { !$0.namesLayers }
        files.append(
            File(name: "site.css", bytes: ordered.flatMap { $0.bytes + [Characters.lineFeed] })
        )
        self.init(files: files.map { ($0.name, $0.bytes) }, hash: hash)
    }

    /// The files themselves, by the names under which they are asked for.
    public init(files: [(name: String, bytes: [UInt8])], hash: ([UInt8]) -> String) {
        var assets: [String: Asset] = [:]
        var all: [UInt8] = []
        for (name, bytes) in files.sorted(by: { $0.name < $1.name }) {
            guard let contentType = MediaType.of(name) else { continue }
            let asset = Asset(
                contentType: contentType.text,
                plain: bytes,
                compressed: contentType.shrinks ? Assets.compressed(bytes) : nil,
                hash: hash(bytes)
            )
            assets[name] = asset
            all += "\(name)\n\(asset.hash)\n".utf8
        }
        self.assets = assets
        self.hash = percentEncoded(hash(all))
    }

    /// Where a page finds the file: `/assets/<hash>/<name>`.
    public func path(for name: String) -> String {
        "/assets/\(hash)/\(name)"
    }

    /// Every name, sorted.
    public var names: [String] { assets.keys.sorted() }

    /// Whether there is a file of the name.
    public func contains(_ name: String) -> Bool {
        assets[name] != nil
    }

    /// The answer to anything below `/assets`; nil when the request is for something else.
    public func response(for request: Request) -> Response? {
        guard request.segments.first == "assets" else { return nil }
        guard request.method == .get || request.method == .head else {
            return Response(status: 405, fields: ["allow": "GET, HEAD"])
        }
        guard request.segments.count > 2,
            let asset = assets[request.segments.dropFirst(2).joined(separator: "/")]
        else { return Response(status: 404, text: "Not Found\n") }
        var response = asset.response(for: request)
        // A page of another version asks with its own hash: it gets what there is, but nothing may keep it.
        let isCurrent = request.segments[1] == hash
        response.fields.set(
            "cache-control",
            isCurrent ? "public, max-age=31536000, immutable" : "no-store"
        )
        return response
    }

    private static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        gzipped(bytes, level: 9).flatMap { $0.count < bytes.count ? $0 : nil }
    }
}

extension Assets.Asset {
    func response(for request: Request) -> Response {
        let range = request.method == .get ? byteRange(for: request) : .whole
        let isCompressed = compressed != nil && request.acceptsGzip && range.isWhole
        let tag = isCompressed ? "\"\(hash)-gzip\"" : plainTag
        var fields: Fields = [
            "content-type": contentType, "etag": tag, "accept-ranges": "bytes",
            "x-content-type-options": "nosniff",
        ]
        if compressed != nil { fields.append("vary", "accept-encoding") }
        if holds(request.fields.all("if-none-match"), tag) {
            return Response(status: 304, fields: fields)
        }
        switch range {
        case .whole:
            if isCompressed { fields.append("content-encoding", "gzip") }
            return Response(fields: fields, body: (isCompressed ? compressed : nil) ?? plain)
        case .part(let part):
            fields.append(
                "content-range",
                "bytes \(part.lowerBound)-\(part.upperBound)/\(plain.count)"
            )
            return Response(status: 206, fields: fields, body: Array(plain[part]))
        case .outside:
            fields.append("content-range", "bytes */\(plain.count)")
            return Response(status: 416, fields: fields)
        }
    }

    private var plainTag: String { "\"\(hash)\"" }

    /// If-None-Match (RFC 9110, section 13.1.2), which compares weakly.
    private func holds(_ values: [String], _ tag: String) -> Bool {
        values.joined(separator: ",").split(separator: ",").contains { part in
            let text = part.drop { $0 == " " || $0 == "\t" }
            let named = text.hasPrefix("W/") ? text.dropFirst(2) : text
            return named == "*" || named.split(separator: " ").first == tag[...]
        }
    }

    private enum ByteRange {
        case whole
        case part(ClosedRange<Int>)
        case outside

        var isWhole: Bool {
            if case .whole = self { true } else { false }
        }
    }

    /// A single range (RFC 9110, section 14.1.2); several, or what is no range, are ignored as the RFC allows.
    private func byteRange(for request: Request) -> ByteRange {
        let values = request.fields.all("range")
        guard values.count == 1, let value = values.first, value.hasPrefix("bytes=") else {
            return .whole
        }
        if let condition = request.fields.first("if-range"), condition != plainTag { return .whole }
        let ends = value.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy(Characters.isDigit) }) else {
            return .whole
        }
        switch (Int(ends[0]), Int(ends[1])) {
        case (nil, nil): return .whole
        case (nil, let suffix?):
            guard ends[0].isEmpty else { return .outside }
            guard suffix > 0, !plain.isEmpty else { return .outside }
            return .part(max(0, plain.count - suffix)...plain.count - 1)
        case (let first?, let last):
            // No number after digits means one beyond 64 bits: as good as no end.
            let last = min(last ?? Int.max, plain.count - 1)
            if let named = Int(ends[1]), named < first { return .whole }
            return first < plain.count ? .part(first...last) : .outside
        }
    }
}
