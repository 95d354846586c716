public import Base

/// The files of `Web` that browsers fetch, read once at start and kept in memory, plain and compressed.
///
/// They are served under one hash of them all, because scripts name each other by relative paths and must come from the
/// same set. A request is a look-up in a dictionary, never a path on disk.
public struct Assets: Sendable {
    /// Every name, sorted.
    public let names: [String]
    /// `/assets/<hash>/`, the hash one of the names and bytes of all files.
    private let folder: String
    /// By their paths.
    private let assets: [String: Asset]

    /// Reads a folder: `styles/*.css`, joined into `site.css` in the order of their names, and all files in `scripts` and
    /// `images` under their paths, such as `scripts/table.js`.
    public init(folder: String, hash: ([UInt8]) -> String) throws(Failure) {
        var files: [File] = []
        for name in ["scripts", "images"] {
            files += try File.all(in: "\(folder)/\(name)", as: name)
        }
        let styles = try File.all(in: "\(folder)/styles", as: "styles").filter {
            $0.name.hasSuffix(".css")
        }
        let joined = styles.flatMap { $0.bytes + [Characters.lineFeed] }
        files.append(File(name: "site.css", bytes: joined))
        self.init(files: files.map { ($0.name, $0.bytes) }, hash: hash)
    }

    /// The files themselves, by the names under which they are asked for.
    public init(files: [(name: String, bytes: [UInt8])], hash: ([UInt8]) -> String) {
        let known = files.sorted { $0.name < $1.name }.compactMap { name, bytes in
            MediaType.of(name).map { (name: name, type: $0, bytes: bytes, tag: hash(bytes)) }
        }
        let all = known.map { "\($0.name)\n\($0.tag)\n" }.joined()
        let folder = "/assets/\(percentEncoded(hash(Array(all.utf8))))/"
        names = known.map(\.name)
        self.folder = folder
        assets = Dictionary(
            known.map { ("\(folder)\($0.name)", Asset($0.bytes, $0.type, tag: $0.tag)) },
            uniquingKeysWith: { $1 }
        )
    }

    /// Where a page finds the file: `/assets/<hash>/<name>`.
    public func path(for name: String) -> String {
        folder + name
    }

    /// Whether there is a file of the name.
    public func contains(_ name: String) -> Bool {
        assets[path(for: name)] != nil
    }

    /// The answer to anything below `/assets`; nil when the request is for something else.
    public func response(for request: Request) -> Response? {
        let isReading = request.method == .get || request.method == .head
        if isReading, let asset = assets[request.path] { return asset.response(for: request) }
        guard request.firstSegment == "assets" else { return nil }
        guard isReading else { return .allowing(["GET", "HEAD", "OPTIONS"], to: request) }
        // A page of another version asks with its own hash: it gets what there is, but nothing may keep it.
        let name = request.segments.dropFirst(2).joined(separator: "/")
        guard var response = assets[path(for: name)]?.response(for: request) else {
            return Response(status: 404, text: "Not Found\n")
        }
        response.fields.set("cache-control", "no-store")
        return response
    }
}

/// One file as it is sent, made once: a request chooses among its forms.
private struct Asset: Sendable {
    let plain: Response
    let compressed: Response?

    /// The tag is a hash of the bytes.
    init(_ bytes: [UInt8], _ type: MediaType, tag: String) {
        let small = type.shrinks ? gzipped(bytes, level: 9) : nil
        let isWorthIt = small.map { $0.count < bytes.count } ?? false
        var plain = Response(contentType: type.text, body: bytes)
        plain.fields.set("etag", "\"\(tag)\"")
        plain.fields.set("accept-ranges", "bytes")
        plain.fields.set("x-content-type-options", "nosniff")
        plain.fields.set("cache-control", "public, max-age=31536000, immutable")
        if isWorthIt { plain.fields.set("vary", "accept-encoding") }
        self.plain = plain.prepared
        compressed = isWorthIt ? small.map { plain.gzip($0).prepared } : nil
    }

    func response(for request: Request) -> Response {
        plain.chosen(for: request) { compressed }
    }
}
