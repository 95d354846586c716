public import Audit
public import Base
public import Letters
public import Store

/// What a slice does with the letters of one kind that come into a space.
public struct LetterReceiver: Sendable {
    /// The kind that is received.
    public let kind: LetterKind
    let receive: @Sendable (JSON, borrowing Inbox, Site) throws(Failure) -> [Entry]

    /// `receive` writes the receiving slice's own tables, and returns what the receiving space's log tells.
    ///
    /// It gets the letter as it was kept.
    public init<Received: Letter>(
        _ receive:
            @escaping @Sendable (Received, borrowing Inbox, Site) throws(Failure) -> [Entry]
    ) {
        kind = Received.kind
        self.receive = { body, inbox, site throws(Failure) in
            try receive(try Received(kept: body.text), inbox, site)
        }
    }
}

extension Site {
    /// What receives letters of every kind.
    ///
    /// Throws a fault when a kind is received by no slice, or by two.
    public func letterReceivers() throws(Failure) -> ReceiveLetter {
        _ = try LetterTable.embedded()
        let receivers = features.flatMap(\.receives)
        for kind in LetterKind.allCases where receivers.count(where: { $0.kind == kind }) != 1 {
            throw .broken(Fault("a kind of letter needs one slice that receives it", kind.rawValue))
        }
        let byKind = Dictionary(uniqueKeysWithValues: receivers.map { ($0.kind, $0.receive) })
        return { kind, body, inbox throws(Failure) in
            guard let receive = byKind[kind] else {
                throw .broken(Fault("nobody receives a kind of letter", kind.rawValue))
            }
            return try receive(body, inbox, self)
        }
    }
}
