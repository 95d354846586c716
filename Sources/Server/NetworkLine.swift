/// A line in which whose network has asked least in the last minute goes first, so that a flood does not make others wait.
struct NetworkLine: WaitingLine {
    private var jobs: [Job] = []
    /// How often each network has asked in the minute that is counted.
    private var asked: [String: Int] = [:]
    private var minute = 0

    var count: Int { jobs.count }
    var oldest: Int? { jobs.first?.since }

    mutating func notice(_ job: Job) {
        if job.since / 60_000 != minute {
            minute = job.since / 60_000
            asked = [:]
        }
        asked[job.group, default: 0] += 1
    }

    mutating func append(_ job: Job) {
        jobs.append(job)
    }

    /// The newest request of the network that has asked most gives way, when the newcomer's has asked less.
    mutating func makeRoom(for newcomer: Job) -> Job? {
        guard let most = jobs.lazy.map(\.group).max(by: { times($0) < times($1) }),
            times(most) > times(newcomer.group),
            let index = jobs.lastIndex(where: { $0.group == most })
        else { return nil }
        return jobs.remove(at: index)
    }

    mutating func take(isDraining: Bool) -> Job? {
        let next = jobs.indices.min { times(jobs[$0].group) < times(jobs[$1].group) }
        return next.map { jobs.remove(at: $0) }
    }

    mutating func takeOverdue(before moment: Int) -> [Job] {
        let overdue = jobs.filter { $0.since < moment }
        jobs.removeAll { $0.since < moment }
        return overdue
    }

    private func times(_ network: String) -> Int { asked[network, default: 0] }
}
