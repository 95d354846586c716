public import Audit
public import Base
public import Letters
public import Store

/// What a slice does with the letters of one kind that come into a space.
public struct LetterReceiver: Sendable {
    /// The kind that is received.
    public let kind: LetterKind
    let place: SpaceKind?
    let receive: @Sendable (JSON, borrowing Inbox, Site) throws(Failure) -> [Entry]

    /// `receive` writes the receiving slice's own tables, and returns what the receiving space's log tells.
    ///
    /// It gets the letter as it was kept. `place` is the kind of space in which the slice receives it, for a letter that goes
    /// both ways and is received by another slice at each end.
    public init<Received: Letter>(
        at place: SpaceKind? = nil,
        _ receive:
            @escaping @Sendable (Received, borrowing Inbox, Site) throws(Failure) -> [Entry]
    ) {
        kind = Received.kind
        self.place = place
        self.receive = { body, inbox, site throws(Failure) in
            try receive(try Received(kept: body.text), inbox, site)
        }
    }
}

extension Site {
    /// What receives letters of every kind.
    ///
    /// Throws a fault when a kind is received by no slice, or by two, in a kind of space that it goes to.
    public func letterReceivers() throws(Failure) -> ReceiveLetter {
        let receivers = Dictionary(grouping: features.flatMap(\.receives), by: \.kind)
        for line in try LetterTable.embedded().lines {
            let found = receivers[line.kind] ?? []
            let isReceived = line.to.allSatisfy { kind in
                found.count { $0.place == nil || $0.place == kind } == 1
            }
            guard isReceived else {
                throw .broken(
                    Fault("a kind of letter needs one slice that receives it", line.kind.rawValue)
                )
            }
        }
        return { kind, body, inbox throws(Failure) in
            let found = receivers[kind] ?? []
            let here = found.count > 1 ? try inbox.one(.kindOfSpace) : nil
            guard let receiver = found.first(where: { here == nil || $0.place == here }) else {
                throw .broken(Fault("nobody receives a kind of letter", kind.rawValue))
            }
            return try receiver.receive(body, inbox, self)
        }
    }
}

extension Statement where Result == SpaceKind {
    fileprivate static let kindOfSpace = Statement(
        "select kind from space where id = $1 and id = current_tenant()",
        "kind"
    )
}
