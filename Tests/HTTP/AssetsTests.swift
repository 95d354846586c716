import Base
import Glibc
import HTTP
import Testing

struct AssetsTests {
    /// No real hash: enough to tell contents apart.
    private static func hash(_ bytes: [UInt8]) -> String {
        hex(
            bytes.reduce(into: [UInt8](repeating: 7, count: 4)) { sum, byte in
                sum[Int(byte) % 4] = sum[Int(byte) % 4] &* 31 &+ byte
            }
        )
    }

    private static let script = Array(String(repeating: "let a = 1;\n", count: 100).utf8)
    private let assets = Assets(
        files: [
            ("scripts/a.js", AssetsTests.script), ("images/a.png", Array(0..<100)),
            ("notes.md", [1]),
            ("site.css", []),
        ],
        hash: AssetsTests.hash
    )

    private func answer(_ target: String, _ fields: Fields = [:], _ method: HTTP.Method = .get)
        throws -> Response
    {
        try #require(assets.response(for: try Request(method, target, fields: fields)))
    }

    @Test func `a file is served for ever under the hash of all`() throws {
        let response = try answer(assets.path(for: "scripts/a.js"))
        #expect(response.status == 200 && response.body == AssetsTests.script)
        #expect(response.fields.first("content-type") == "text/javascript; charset=utf-8")
        #expect(response.fields.first("cache-control") == "public, max-age=31536000, immutable")
        #expect(response.fields.first("vary") == "accept-encoding")
    }

    @Test func `a file under another hash is served but not kept`() throws {
        let response = try answer("/assets/old/scripts/a.js")
        #expect(response.status == 200 && response.fields.first("cache-control") == "no-store")
    }

    @Test(arguments: [0, 1, 30, 300, 5000])
    func `what is compressed ends with the length and nothing after it`(count: Int) throws {
        // Text that shrinks little: were the end cut off, or filled up, the length would not stand there.
        let text = (0..<count).map { (place: Int) -> UInt8 in
            let mixed: Int = (place &* 7919) ^ (place / 3 &* 104_729)
            return UInt8(33 + mixed % 90)
        }
        let compressed = try #require(gzipped(text, level: 9))
        let length = compressed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length == count)
    }

    @Test func `a client that takes gzip gets it under another tag`() throws {
        let path = assets.path(for: "scripts/a.js")
        let plain = try answer(path)
        let compressed = try answer(path, ["accept-encoding": "gzip"])
        #expect(compressed.fields.first("content-encoding") == "gzip")
        #expect(
            compressed.body.starts(with: [0x1F, 0x8B]) && compressed.body.count < plain.body.count
        )
        #expect(compressed.fields.first("etag") != plain.fields.first("etag"))
        #expect(
            try answer(assets.path(for: "images/a.png"), ["accept-encoding": "gzip"]).fields.first(
                "vary"
            ) == nil
        )
    }

    @Test func `what the client has is not sent again`() throws {
        let path = assets.path(for: "scripts/a.js")
        let tag = try #require(try answer(path).fields.first("etag"))
        for value in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
            let response = try answer(path, ["if-none-match": value])
            #expect(
                response.status == 304 && response.body.isEmpty
                    && response.fields.first("etag") == tag
            )
        }
        #expect(try answer(path, ["if-none-match": "\"x\""]).status == 200)
    }

    @Test(arguments: [
        ("bytes=0-9", 206, 10), ("bytes=90-", 206, 10), ("bytes=-5", 206, 5),
        ("bytes=-500", 206, 100),
        ("bytes=95-500", 206, 5), ("bytes=100-", 416, 0), ("bytes=-0", 416, 0),
        ("bytes=9-8", 200, 100),
        ("bytes=0-1,3-4", 200, 100), ("bytes=a-b", 200, 100), ("bytes=-", 200, 100),
        ("lines=0-1", 200, 100),
        ("bytes=0-99999999999999999999", 206, 100), ("bytes=99999999999999999999-", 416, 0),
        ("BYTES=0-9", 206, 10), ("bytes=5-99999999999999999999", 206, 95),
        ("bytes=-99999999999999999999", 206, 100),
    ])
    func `a single range is answered and others are passed over`(
        range: String,
        status: Int,
        count: Int
    ) throws {
        let response = try answer(assets.path(for: "images/a.png"), ["range": range])
        #expect(response.status == status && response.body.count == count)
    }

    @Test func `a range of another version is the whole`() throws {
        let path = assets.path(for: "images/a.png")
        #expect(try answer(path, ["range": "bytes=0-1", "if-range": "\"x\""]).status == 200)
        let tag = try #require(try answer(path).fields.first("etag"))
        #expect(try answer(path, ["range": "bytes=0-1", "if-range": tag]).status == 206)
        #expect(try answer(path, ["range": "bytes=0-1"], .head).status == 200)
    }

    @Test(arguments: [
        "/assets", "/assets/x", "/assets/x/none.js", "/assets/x/notes.md", "/assets/x/scripts",
    ])
    func `what is no asset is not found`(target: String) throws {
        #expect(try answer(target).status == 404)
    }

    @Test func `only reading is allowed and other paths are left alone`() throws {
        let path = assets.path(for: "scripts/a.js")
        for (method, status) in [(HTTP.Method.post, 405), (.options, 204)] {
            let response = try answer(path, [:], method)
            #expect(response.status == status)
            #expect(response.fields.first("allow") == "GET, HEAD, OPTIONS")
        }
        #expect(assets.response(for: try Request(.get, "/a/assets")) == nil)
        #expect(assets.contains("scripts/a.js") && !assets.contains("notes.md"))
    }

    @Test func `a folder is read, its styles in the order of their names`() throws {
        let folder = "/tmp/vakka-assets-\(getpid())"
        unsafe mkdir(folder, 0o700)
        for name in ["styles", "scripts", "scripts/parts", "images"] {
            unsafe mkdir("\(folder)/\(name)", 0o700)
        }
        defer { _ = AssetsTests.remove(folder) }
        for (name, text) in [
            ("styles/a.css", "a{}"), ("styles/1-layers.css", "@layer b, a;"),
            ("styles/.b.css", "no"),
            ("scripts/main.js", "1"), ("scripts/parts/x.js", "2"), ("secret.txt", "no"),
        ] {
            let file = unsafe open("\(folder)/\(name)", O_CREAT | O_WRONLY, 0o600)
            defer { close(file) }
            let bytes = Array(text.utf8)
            #expect(unsafe write(file, bytes, bytes.count) == bytes.count)
        }
        let assets = try Assets(folder: folder, hash: AssetsTests.hash)
        let css = try #require(
            assets.response(for: try Request(.get, assets.path(for: "site.css")))
        )
        #expect(String(decoding: css.body, as: UTF8.self) == "@layer b, a;\na{}\n")
        #expect(throws: Failure.self) {
            try Assets(folder: "\(folder)/styles", hash: AssetsTests.hash)
        }
        #expect(assets.contains("scripts/parts/x.js") && !assets.contains("secret.txt"))
    }

    private static func remove(_ folder: String) -> Int32 {
        for name in [
            "styles/a.css", "styles/1-layers.css", "styles/.b.css", "scripts/main.js",
            "scripts/parts/x.js",
            "secret.txt",
        ] { unsafe unlink("\(folder)/\(name)") }
        for name in ["scripts/parts", "scripts", "styles", "images"] {
            unsafe rmdir("\(folder)/\(name)")
        }
        return unsafe rmdir(folder)
    }
}
