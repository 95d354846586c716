import HTTP
import Testing

/// A text of this many bytes in which little repeats.
private func text(_ count: Int) -> [UInt8] {
    var state: UInt32 = 7
    return (0..<count).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(32 + state >> 26)
    }
}

@Test(arguments: [1, 100, 539, 5000, 100_000], [1, 9])
func `a compressed text ends with its own length, and nothing stands after it`(count: Int, level: Int) throws {
    for bytes in [text(count), [UInt8](repeating: 65, count: count)] {
        let packed = try #require(gzipped(bytes, level: level))
        let length = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length == count)
        #expect(packed.starts(with: [0x1F, 0x8B, 8]))
    }
}
