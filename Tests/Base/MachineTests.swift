import Testing

@testable import Base

struct MachineTests {
    @Test func `there is a processor and some memory`() {
        #expect((1...4096).contains(Machine.processors))
        #expect(Machine.memory > 64 * 1024 * 1024)
    }

    @Test(arguments: [
        ("200000 100000", 2), ("150000 100000", 2), ("50000 100000", 1), ("max 100000", nil),
        ("", nil), ("0 100000", nil), ("100000 0", nil), ("1 2 3", nil),
    ])
    func `a container's share is told in whole processors`(line: String, processors: Int?) {
        #expect(Machine.wholeProcessors(line) == processors)
    }

    @Test(arguments: [("\tff", 8), ("\t3", 2), (" ffffffff,ffffffff", 64), ("", 0)])
    func `the processors that are allowed are counted`(mask: String, count: Int) {
        #expect(Machine.bits(mask) == count)
    }
}
