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
            return .allowing(["GET", "HEAD", "OPTIONS"], to: request)
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
        var whole = Response(contentType: contentType, body: plain)
        whole.fields.set("etag", "\"\(hash)\"")
        whole.fields.set("x-content-type-options", "nosniff")
        if compressed != nil { whole.fields.append("vary", "accept-encoding") }
        return whole.selected(for: request) { compressed }
    }
}
