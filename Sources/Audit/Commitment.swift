public import Base
import Crypto

/// A private part of an event, with the salt that hides it behind its commitment.
public struct PrivatePart: Sendable {
    /// 32 random bytes.
    public let salt: [UInt8]
    /// The part as JSON text.
    public let body: String

    /// Draws a fresh salt of 32 bytes.
    public init(_ body: JSON) throws(Failure) {
        salt = try randomBytes(32)
        self.body = body.text
    }

    /// SHA-256 of salt and body, the body padded with zeros to whole blocks of 64 bytes.
    public var commitment: [UInt8] {
        commit(salt: salt, body: body)
    }
}

/// The commitment to a body under a salt: what the leaf of the log holds in its place.
public func commit(salt: [UInt8], body: String) -> [UInt8] {
    let body = body.utf8
    let padding = (64 - body.count % 64) % 64
    var bytes: [UInt8] = []
    bytes.reserveCapacity(salt.count + body.count + padding)
    bytes += salt
    bytes += body
    bytes += repeatElement(0, count: padding)
    return sha256(bytes)
}

/// The commitments to the parts that name subjects (`{"person":"…"}`, `{"member":"…"}`), each under its own 32 bytes of the
/// salts.
///
/// A list has fifty of them, so they are made in one block of bytes.
func commit(salts: [UInt8], subjects: [Subject]) -> [UInt8] {
    var commitments: [UInt8] = []
    commitments.reserveCapacity(32 * subjects.count)
    var block: [UInt8] = []
    block.reserveCapacity(96)
    for (place, subject) in subjects.enumerated() {
        block.removeAll(keepingCapacity: true)
        block += salts[place * 32..<(place + 1) * 32]
        block += subject.isPerson ? #"{"person":""#.utf8 : #"{"member":""#.utf8
        subject.id.write(to: &block)
        block += #""}"#.utf8
        block += repeatElement(0, count: 96 - block.count)
        commitments += sha256(block)
    }
    return commitments
}
