import Base

/// How long and how much a connection may take. The house's own are in `Limits`; tests bring shorter ones.
public struct Deadlines: Sendable {
    public var headMilliseconds = Limits.headSecondsMax * 1000
    public var bodyGraceMilliseconds = Limits.bodyGraceSeconds * 1000
    public var bodyBytesPerSecondMin = Limits.bodyBytesPerSecondMin
    public var keepAliveMilliseconds = Limits.keepAliveSecondsMax * 1000
    public var writeMilliseconds = Limits.writeSecondsMax * 1000
    public var requestsPerConnectionMax = Limits.requestsPerConnectionMax
    public var connectionsMax = Limits.connectionsMax
    public var shutdownMilliseconds = Limits.shutdownSecondsMax * 1000
    /// How often overdue connections are looked for.
    public var sweepMilliseconds = 1000
    /// How long a closed connection may still deliver what the client had sent.
    public var lingerMilliseconds = 2000

    public init() {}
}
