/// Every bound of the house, by name; units stand last.
public enum Limits {
    // What a request may be (`Sources/HTTP`).
    public static let requestLineBytesMax = 8 * 1024
    public static let headerBytesMax = 32 * 1024
    public static let headerFieldsMax = 100
    public static let bodyBytesMax = 1024 * 1024
    public static let formFieldsMax = 500

    // How long a connection may take (`Sources/Server`).
    public static let headSecondsMax = 10
    public static let bodyGraceSeconds = 10
    public static let bodyBytesPerSecondMin = 1024
    public static let keepAliveSecondsMax = 60
    public static let writeSecondsMax = 30
    public static let requestsPerConnectionMax = 1000
    public static let connectionsMax = 20_000

    // Lanes.
    public static let pageLanes = 6
    public static let secretLanes = 2
    public static let exportLanes = 2
    public static let pageQueueMax = 512
    public static let secretQueueMax = 64
    public static let exportQueueMax = 16
    public static let recorderQueueMax = 2048
    public static let shutdownSecondsMax = 20

    // The database.
    public static let statementSecondsMax = 5
    public static let commitSecondsMax = 8
    public static let connectSecondsMax = 3

    // Sessions and secrets.
    public static let sessionIdleSeconds = 30 * 60
    public static let sessionSeconds = 10 * 3600
    public static let mailedCodeSeconds = 10 * 60
    public static let mailedCodeTriesMax = 5
    public static let invitationDays = 7
    public static let consentLinkDays = 14
    public static let consentDelegationsMax = 5
    /// How long after the last afternoon the link that gave a consent still shows the receipt and takes it back.
    public static let consentReceiptDays = 30
    public static let passwordCharactersMin = 12
    public static let passwordCharactersMax = 128

    // Fields of forms, in characters.
    public static let nameCharactersMax = 120
    public static let lineCharactersMax = 200
    public static let textCharactersMax = 4000

    // Mail. One attempt takes less than the minute after which the next may begin.
    public static let mailAttemptsMax = 10
    public static let mailSecondsMax = 45
    public static let mailConnectSecondsMax = 10
    public static let keptMailRows = 200

    // Lists and the log.
    public static let pageRows = 50
    public static let exportRowsMax = 100_000
    public static let subjectsPerEventMax = 100
    public static let refusalsLoggedSinglyPerMinute = 20
}
