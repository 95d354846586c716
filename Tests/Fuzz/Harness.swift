import Base
import Glibc

/// What every target stands on: bytes from the fuzzer, properties that must hold, and a clock.

/// Stops the process, which the fuzzer takes for a finding.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError(what()) }
}

/// The input as an array of the target's own.
func input(_ start: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
}

/// Runs the target and stops the process when an input takes more than 100 ms of the processor.
///
/// The clock is the thread's own, so that a busy machine makes nothing slow; what was slow once is tried a second time.
func withinTime(_ body: () -> Void) -> CInt {
    let first = milliseconds(body)
    guard first > 100 else { return 0 }
    let second = milliseconds(body)
    require(second <= 100, "too slow: \(first) ms, then \(second) ms")
    return 0
}

private func milliseconds(_ body: () -> Void) -> Int {
    let start = processorTime()
    body()
    return Int((processorTime() - start) / 1_000_000)
}

private func processorTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// Places to split bytes at: the same for the same seed.
struct Splits {
    private var state: UInt64

    init(seed: UInt8) {
        state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// From 1 to `most`, small ones oftener.
    mutating func next(most: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let bits = Int(state >> 40)
        let bound = bits & 3 == 0 ? most : min(most, 1 + (bits >> 2 & 7))
        return 1 + (bits >> 8) % max(1, bound)
    }

    /// The bytes in parts.
    mutating func parts(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = next(most: rest.count)
            parts.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return parts
    }
}
