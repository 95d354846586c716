/// Every bound of the house, by name; units stand last.
public enum Limits {
    // What a request may be (`Sources/HTTP`).
    /// Longest request line, in bytes.
    public static let requestLineBytesMax = 8 * 1024
    /// Longest header of a request, all its lines together, in bytes.
    public static let headerBytesMax = 32 * 1024
    /// Most header fields of a request, those of a trailer counted with them.
    public static let headerFieldsMax = 100
    /// Longest body of a request, in bytes.
    public static let bodyBytesMax = 1024 * 1024
    /// Most pairs of one form or query.
    public static let formFieldsMax = 500

    // How long a connection may take (`Sources/Server`).
    /// Longest time for a head, from its first byte.
    public static let headSecondsMax = 8
    /// Time that a body has before its speed is looked at.
    public static let bodyGraceSeconds = 10
    /// Slowest speed that a body may have, on average since its start.
    public static let bodyBytesPerSecondMin = 1024
    /// Longest time for a body, however steadily it comes.
    public static let bodySecondsMax = 60
    /// Longest time that a connection stays open without a request.
    public static let keepAliveSecondsMax = 60
    /// Longest time for an answer that the client does not take at once; long answers get more.
    public static let writeSecondsMax = 30
    /// Requests after which a connection is closed.
    public static let requestsPerConnectionMax = 1000
    /// Connections open at a time; the next ones are turned away.
    public static let connectionsMax = 20_000

    // Partnerships.
    /// Longest terms of a partnership, in characters: all of them fit into one letter of 8 KiB.
    public static let partnershipTermsCharactersMax = 1500
    /// Days before a partnership's last day in which Today tells of it.
    public static let partnershipEndsSoonDays = 60

    // Orders.
    /// Longest message about an engagement, in characters.
    public static let shortMessageCharactersMax = 500
    /// Days in which Today tells of a message that has no answer.
    public static let messageNewsDays = 7
    /// Longest feedback on an engagement, in characters.
    public static let wordsCharactersMax = 1000
    /// Longest wish of an order, in characters: an order with twenty times and the longest texts fits into one letter of 8 KiB.
    public static let wishCharactersMax = 600

    // Lanes.
    /// Requests for pages that are worked on at a time, for each processor: a space has half of them, and keeps all processors
    /// busy with that.
    public static let pageLanesPerProcessor = 2
    /// Requests for pages that are worked on at a time, in all processes together, on small and on large machines.
    public static let pageLanes = 4...16
    /// The same in each process: one lane for a space, and one for the others.
    public static let pageLanesInProcessMin = 2
    /// Requests of one session that are worked on at a time.
    public static let lanesPerSessionMax = 2
    /// Requests that hash passwords, worked on at a time in each process; in all processes together it is one.
    public static let secretLanes = 1
    /// Requests for long files, worked on at a time.
    public static let exportLanes = 2
    /// Requests for pages that may wait for a lane.
    public static let pageQueueMax = 256
    /// Requests that hash passwords and may wait for a lane.
    public static let secretQueueMax = 64
    /// Requests for long files that may wait for a lane.
    public static let exportQueueMax = 16
    /// Longest wait for a lane; whoever has waited longer is turned away unheard.
    public static let queueSecondsMax = 1
    /// Longest wait for a lane of long files.
    public static let exportQueueSecondsMax = 5
    /// Pages that tell a network to wait before it is turned away without one.
    public static let waitsToldInFull = 3
    /// Networks whose waits are kept in mind.
    public static let waitsMax = 10_000
    /// How far the lanes of pages stand back for the loop, in steps of `nice`: who is turned away hears it at once.
    public static let pageNiceness = 4
    /// How far the lanes that hash passwords or make long files stand back.
    public static let heavyNiceness = 10
    /// Replies that may wait for the audit writer.
    public static let auditQueueMax = 2048
    /// Longest time that stopping the server takes.
    public static let shutdownSecondsMax = 20

    // The database.
    /// Longest time that one request may use the database for all it asks, its commit included.
    ///
    /// The outcome of a commit that takes longer is unknown.
    public static let databaseSecondsMax = 4
    /// The same for a request that makes a long file.
    public static let exportDatabaseSecondsMax = 30
    /// What Vakka's own PostgreSQL keeps of its tables in memory, in MiB.
    public static let databaseCacheMegabytes = 128...1024
    /// Longest wait for a new connection to each host of the database; libpq makes less than 2 into 2.
    public static let connectSecondsMax = 2

    // The processes that serve.
    /// Most processes that serve one address.
    public static let workersMax = 16
    /// A process that lived for less than this is not started anew at once.
    public static let workerSecondsMin = 1
    /// Shortest wait then.
    public static let restartMillisecondsMin = 50
    /// Longest wait before a process that ended is started anew, for those that do not come to serve.
    public static let restartMillisecondsMax = 5000
    /// How often it is looked whether the own database runs.
    public static let clusterLookMilliseconds = 500

    /// How often a request is carried out whose transaction was in the way of another.
    public static let contentionTries = 3

    // Sessions and secrets.
    /// A session ends so long after its start, however much it is used; the database ends one that is idle for half an hour.
    public static let sessionSeconds = 10 * 3600
    /// Sessions that one account has open at a time; the oldest ends when there would be more.
    public static let sessionsPerAccountMax = 20
    /// How long a form waits for its account to sign in again.
    public static let keptFormSeconds = 3600
    /// How long a form outside the spaces gets its first answer again.
    public static let answerSeconds = 86_400
    /// The same of forms that may well be meant anew: signing in, having a code mailed.
    public static let shortAnswerSeconds = 60
    /// How long a form of a space gets its first answer again.
    public static let submissionKeptDays = 30
    /// How long what one has done can be taken back.
    public static let undoSeconds: Int64 = 600
    /// How many rows an act that can be taken back has at most.
    public static let undoneRowsMax = 5000
    /// How long a mailed code is valid.
    public static let mailedCodeSeconds = 10 * 60
    /// How often a mailed code may be tried.
    public static let mailedCodeTriesMax = 5
    /// How long an invitation is open.
    public static let invitationDays = 7
    /// How long a link that asks for a consent is valid.
    public static let consentLinkDays = 14
    /// How often a request for consent may be passed on to a colleague.
    public static let consentDelegationsMax = 5
    /// Shortest password that somebody may choose.
    public static let passwordCharactersMin = 12
    /// Longest password that somebody may choose.
    public static let passwordCharactersMax = 128

    // Fields of forms, in characters as Unicode counts them: one limit for each kind, and the database has the same.
    /// Longest name, of a person, an organisation, a course or a municipality.
    public static let nameCharactersMax = 120
    /// Longest name of a person in one piece: given name, space, family name.
    public static let fullNameCharactersMax = 2 * nameCharactersMax + 1
    /// Longest text of one line, where the field has no limit of its own.
    public static let lineCharactersMax = 200
    /// Longest description, such as a course's.
    public static let summaryCharactersMax = 2000
    /// Longest text of several lines, where the field has no limit of its own.
    public static let textCharactersMax = 4000
    /// Longest short name of an organisation, as it stands at the head of its pages.
    public static let logoCharactersMax = 24
    /// Longest part of an address that names a space.
    public static let slugCharactersMax = 40
    /// Longest address of mail (RFC 5321, section 4.5.3.1, without the angle brackets).
    public static let emailBytesMax = 254
    /// Longest telephone number as it is typed, with all that stands between its figures.
    public static let phoneCharactersMax = 40
    /// Longest business id as it is typed.
    public static let businessIDCharactersMax = 20
    /// Bytes that one character has at most.
    public static let bytesPerCharacterMax = 4
    /// The years that a date may be of.
    public static let years = 2000...2100
    /// Longest name of a form's field, in bytes.
    public static let fieldNameBytesMax = 100
    /// Longest date, time, number or choice in a form, in bytes.
    public static let wordBytesMax = 64
    /// Longest code, password or link that is looked at, in bytes.
    public static let secretBytesMax = 2048

    /// Pause between two looks for what the house does by itself.
    public static let housekeepingSeconds = 60

    // The public register of companies.
    /// Longest wait for its answer.
    public static let registerMillisecondsMax = 3000
    /// Longest answer that is read.
    public static let registerBytesMax = 64 * 1024
    /// Companies that are shown of one answer.
    public static let registerRowsMax = 10
    /// Requests that wait for it at a time, and those that wait for one of them.
    public static let outwardLanes = 2
    /// Requests that may wait for such a lane.
    public static let outwardQueueMax = 16

    // Mail. One attempt takes less than the minute after which the next may begin.
    /// Attempts to send one mail before it is given up.
    public static let mailAttemptsMax = 10
    /// Shortest subject of a message to many.
    public static let messageSubjectCharactersMin = 3
    /// Longest subject of one.
    public static let messageSubjectCharactersMax = 120
    /// Longest text of one.
    public static let messageCharactersMax = 4000
    /// How long it is kept to whom a mail was sent.
    public static let mailKeptDays = 90
    /// The same of a mail that was refused or came back.
    public static let returnedMailKeptDays = 365
    /// Longest report about a mail that is read, with the mail that it brings back.
    public static let reportBytesMax = 256 * 1024
    /// Pause between two looks for such reports.
    public static let bounceLookSeconds = 5
    /// Reports that are read at a time.
    public static let reportsAtOnceMax = 200
    /// Longest attempt to send a mail.
    public static let mailSecondsMax = 45
    /// Longest wait for a connection to the mail server, within an attempt.
    public static let mailConnectSecondsMax = 10
    /// Kept mails that are listed at a time.
    public static let keptMailRows = 200

    // Lists and the log.
    /// Lines on one page of a list.
    public static let pageRows = 50
    /// Rows that one act on many takes: as many as one look may name.
    public static let bulkRowsMax = 100
    /// Lines on one page of the log, whose sentences and links are long.
    public static let logRows = 36
    /// Rows among which the numbers beside a list's filters are counted.
    public static let facetRowsMax = 2000
    /// Most rows of one exported file.
    public static let exportRowsMax = 100_000
    /// People whom one event can name.
    public static let subjectsPerEventMax = 100
    /// Refusals of one session in a minute that are logged one by one; the rest are counted.
    public static let refusalsLoggedSinglyPerMinute = 20
    /// Refusals of all who are not signed in, in a minute and a log, that are logged one by one; the rest are counted.
    public static let refusalsOfStrangersLoggedSingly = 200

    // What figures tell (`Sources/Interface/SafeCounts.swift`).
    /// The smallest number of people that a figure tells.
    public static let countMin = 5
}
