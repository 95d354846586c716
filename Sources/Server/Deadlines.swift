import Base

/// How long and how much a connection may take.
///
/// The house's own are in `Limits`; tests bring shorter ones.
public struct Deadlines: Sendable {
    /// For a head, from its first byte.
    public var headMilliseconds = Limits.headSecondsMax * 1000
    /// For a body before its speed is looked at.
    public var bodyGraceMilliseconds = Limits.bodyGraceSeconds * 1000
    /// The speed of a body, on average since its start.
    public var bodyBytesPerSecondMin = Limits.bodyBytesPerSecondMin
    /// For a whole body.
    public var bodyMilliseconds = Limits.bodySecondsMax * 1000
    /// For an open connection without a request.
    public var keepAliveMilliseconds = Limits.keepAliveSecondsMax * 1000
    /// For an answer that the client does not take at once; long answers get more.
    public var writeMilliseconds = Limits.writeSecondsMax * 1000
    /// After so many requests the connection is closed.
    public var requestsPerConnectionMax = Limits.requestsPerConnectionMax
    /// Open at a time; the next ones are turned away.
    public var connectionsMax = Limits.connectionsMax
    /// For `Server.stop`.
    public var shutdownMilliseconds = Limits.shutdownSecondsMax * 1000
    /// Bytes of requests, unfinished and unanswered, that the server holds for all clients together.
    ///
    /// A body that would go beyond is refused with 503.
    public var bytesHeldMax = 256 * 1024 * 1024
    /// How often overdue connections are looked for.
    public var sweepMilliseconds = 500
    /// How long a closed connection may still deliver what the client had sent.
    public var lingerMilliseconds = 2000

    /// The house's own.
    public init() {}
}
