import HTTP
import Testing

struct GzipTests {
    /// RFC 1952, section 2.3.1: a member ends with the length of what is in it.
    private func length(_ bytes: [UInt8]) -> Int {
        bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    @Test(arguments: [0, 1, 40, 539, 5_000, 100_000])
    func `ends where zlib ended, however well it compresses`(count: Int) throws {
        var noise = SystemRandomNumberGenerator()
        let even = [UInt8](repeating: 7, count: count)
        let odd = (0..<count).map { _ in UInt8.random(in: 0...255, using: &noise) }
        for bytes in [even, odd] {
            let packed = try #require(gzipped(bytes, level: 9))
            #expect(packed.starts(with: [0x1F, 0x8B]))
            #expect(length(packed) == count)
        }
    }
}
