/// A line in which groups take turns: the next request is the oldest of the group whose turn it is.
///
/// A group has at most so many requests under way at a time, and a session at most so many, whatever is free.
struct TurnLine: WaitingLine {
    private let groupMax: Int
    private let sessionMax: Int
    /// Each group's requests, oldest first; no group is empty.
    private var waiting: [String: [Job]] = [:]
    /// The groups with requests that wait, the next first.
    private var turns: [String] = []
    /// Requests under way.
    private var ofGroup: [String: Int] = [:]
    private var ofSession: [String: Int] = [:]
    private(set) var count = 0

    init(groupMax: Int = .max, sessionMax: Int = .max) {
        self.groupMax = groupMax
        self.sessionMax = sessionMax
    }

    var oldest: Int? { waiting.values.compactMap(\.first?.since).min() }

    mutating func append(_ job: Job) {
        if waiting[job.group] == nil { turns.append(job.group) }
        waiting[job.group, default: []].append(job)
        count += 1
    }

    /// The group that has most requests waiting gives its newest away, when the newcomer's has fewer.
    mutating func makeRoom(for newcomer: Job) -> Job? {
        guard let most = turns.max(by: { length($0) < length($1) }),
            length(most) > length(newcomer.group) + 1
        else { return nil }
        return remove(at: length(most) - 1, of: most)
    }

    mutating func take(isDraining: Bool) -> Job? {
        for group in turns {
            guard isDraining || ofGroup[group, default: 0] < groupMax,
                let index = waiting[group]?.firstIndex(where: { isDraining || isFree($0.session) }),
                let job = remove(at: index, of: group)
            else { continue }
            // The others' turns come before the next of this group.
            if waiting[group] != nil, let turn = turns.firstIndex(of: group) {
                turns.append(turns.remove(at: turn))
            }
            ofGroup[group, default: 0] += 1
            if let session = job.session { ofSession[session, default: 0] += 1 }
            return job
        }
        return nil
    }

    mutating func finish(_ job: Job) {
        TurnLine.countDown(&ofGroup, job.group)
        if let session = job.session { TurnLine.countDown(&ofSession, session) }
    }

    mutating func takeOverdue(before moment: Int) -> [Job] {
        var overdue: [Job] = []
        for group in turns {
            while let first = waiting[group]?.first, first.since < moment,
                let job = remove(at: 0, of: group)
            {
                overdue.append(job)
            }
        }
        return overdue
    }

    private func length(_ group: String) -> Int { waiting[group]?.count ?? 0 }

    private func isFree(_ session: String?) -> Bool {
        guard let session else { return true }
        return ofSession[session, default: 0] < sessionMax
    }

    private mutating func remove(at index: Int, of group: String) -> Job? {
        guard let job = waiting[group]?.remove(at: index) else { return nil }
        count -= 1
        if length(group) == 0 {
            waiting[group] = nil
            turns.removeAll { $0 == group }
        }
        return job
    }

    private static func countDown(_ counts: inout [String: Int], _ key: String) {
        let left = counts[key, default: 0] - 1
        counts[key] = left > 0 ? left : nil
    }
}
