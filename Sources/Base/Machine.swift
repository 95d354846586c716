import Glibc

/// What the machine, or the container, gives this process.
public enum Machine {
    /// Processors that the process may use; at least 1.
    public static var processors: Int {
        let allowed = line(of: "/proc/self/status", after: "Cpus_allowed:").map(bits) ?? 0
        let machine = allowed > 0 ? allowed : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let share = line(of: "/sys/fs/cgroup/cpu.max").flatMap(wholeProcessors)
        return share.map { min(machine, $0) } ?? machine
    }

    /// Bytes of memory.
    public static var memory: Int {
        let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        let container = line(of: "/sys/fs/cgroup/memory.max").flatMap { Int($0) }
        return min(machine, container ?? machine)
    }

    /// `150000 100000`: so many microseconds of processor time in each so many; `max` for as many as there are.
    static func wholeProcessors(_ line: String) -> Int? {
        let words = line.split(separator: " ").compactMap { Int($0) }
        guard words.count == 2, words[0] > 0, words[1] > 0 else { return nil }
        return max(1, (words[0] + words[1] - 1) / words[1])
    }

    /// The bits of a mask in hexadecimal digits, with a comma after each 32 bits.
    static func bits(_ mask: String) -> Int {
        mask.utf8.compactMap(hexValue).reduce(0) { $0 + $1.nonzeroBitCount }
    }

    /// What follows the word in its line, or the first line where no word is asked for.
    private static func line(of path: String, after word: String = "") -> String? {
        guard let bytes = try? readFile(path) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix(word) }.map { String($0.dropFirst(word.count)) }
    }
}
