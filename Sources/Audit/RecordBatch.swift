public import Base

/// Records as the database's `log.append` takes them together: the people of all of them follow one another.
public struct RecordBatch: Sendable {
    /// The events, each with the place of its first person and the number of its people.
    public let events: JSON
    /// Whom they are about.
    public let people: [ID<Subject>]
    /// 32 bytes for each of the people.
    public let salts: [UInt8]
    /// 32 bytes for each of the people.
    public let commitments: [UInt8]

    /// The records in their order.
    public init(_ records: some Collection<Record>) {
        var events: [JSON] = []
        var people: [ID<Subject>] = []
        for record in records {
            events.append(record.json(first: people.count))
            people += record.people
        }
        self.events = .array(events)
        self.people = people
        salts = records.flatMap(\.salts)
        commitments = records.flatMap(\.commitments)
    }
}
