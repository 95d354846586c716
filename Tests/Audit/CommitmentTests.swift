import Audit
import Base
import Crypto
import Testing

/// A commitment is SHA-256 of the salt and of the body, padded with zeros to whole blocks of 64 bytes.
struct CommitmentTests {
    private let salt = [UInt8](0..<32)

    /// Made by `hashlib.sha256(bytes(range(32)) + body + b"\\0" * (-len(body) % 64))` of Python 3.
    @Test(arguments: [
        (0, "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"),
        (1, "69480900b6882c8c6fb2d0f067d8173fd23c5ccb05836b7a5ebe9ff41472ffbc"),
        (63, "ef8074e06501f291d64122a0c9e88a485165bde424e76013a65845cd8fb870c9"),
        (64, "f86c7685a250cfa0f21b295b5bcb4c850d7bd1a0b4a6e49445e0ffe67746e69c"),
        (65, "87ccb19d42607fc1f83be1bd2c91e927ee6f10a8412c6194ee84b7c6db101224"),
        (128, "876eb4955976af572edadbd9a612301460e48e5f86daca44fdc9acb6e9f15f02"),
    ])
    func `a body is padded to whole blocks before it is hashed`(length: Int, expected: String) {
        let body = String(repeating: "a", count: length)
        #expect(hex(commit(salt: salt, body: body)) == expected)
    }

    @Test func `a body of several bytes a letter is padded by its bytes`() {
        #expect(
            hex(commit(salt: salt, body: "Äiti"))
                == "19ea9e14def76f2308f8371f35ca7662b1a1ddc587ba6d4b050d4215699eee8b"
        )
    }

    @Test func `bodies of one block look alike in length, and differ in their commitment`() {
        #expect(commit(salt: salt, body: "a") != commit(salt: salt, body: "b"))
        #expect(
            commit(salt: salt, body: "a")
                != commit(salt: [UInt8](repeating: 9, count: 32), body: "a")
        )
    }

    @Test func `each part has a salt of its own`() throws {
        let body: JSON = ["name": "Testi Testaaja"]
        let first = try PrivatePart(body)
        let second = try PrivatePart(body)
        #expect(first.salt.count == 32 && second.salt.count == 32)
        #expect(first.salt != second.salt)
        #expect(first.commitment != second.commitment)
        #expect(first.commitment == commit(salt: first.salt, body: first.body))
    }
}
