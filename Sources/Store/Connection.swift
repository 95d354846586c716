import Base
import CPostgres
import Glibc

/// One libpq connection in pipeline mode.
///
/// Owned by one lane; never shared.
///
/// Statements are queued and go out together; `collect` reads their answers. A request has a time for all it asks: a
/// connection that does not answer within it is closed and made anew for the next request.
@safe final class Connection {
    private let settings: String
    private let secondsMax: Int
    /// When the time of the request that is being answered is over; nil where no clock runs, as in commands.
    private var end: ContinuousClock.Instant?
    /// When the answers that are being read must be there.
    private var limit = ContinuousClock.now
    /// A commit was left without an answer: its backend may wait for a standby, and would for ever.
    private var hasLeftCommit = false
    private var handle: OpaquePointer?
    /// Statements that the server has prepared, by the address of their text.
    private var prepared: [UInt: String] = [:]
    private var preparing: [(text: UInt, name: String)] = []
    /// The same for texts that were put together, by the text itself; whatever became of it, such a name is known only
    /// once the server has said yes.
    private var preparedTexts: [String: String] = [:]
    private var preparingTexts: [(text: String, name: String)] = []
    private var queue: [Step] = []
    private var names = 0
    private let notices = Notices()
    /// Statements sent and round trips made, for tests and benchmarks that count them.
    private(set) var statementsSent = 0
    /// The statements of the transaction, for tests that look for what was asked twice.
    private(set) var asked: [(text: StatementText, values: [any Value])] = []
    private(set) var roundTrips = 0

    private enum Step {
        case prepare
        case prepareText
        case silent(String)
        case answer(StatementText)
    }

    /// `secondsMax` is what each request may take, counted from `startClock`; without it, each round trip.
    init(_ settings: String, secondsMax: Int = Limits.databaseSecondsMax) {
        self.settings = settings
        self.secondsMax = secondsMax
    }

    /// The next request begins, and with it its time.
    func startClock() {
        end = .now + .seconds(secondsMax)
    }

    deinit {
        close()
    }

    var isOpen: Bool {
        guard let handle = unsafe handle else { return false }
        return unsafe PQstatus(handle) == CONNECTION_OK
    }

    /// True once a commit was told that a synchronous standby did not confirm; asking clears it.
    func takeUnconfirmed() -> Bool {
        defer { notices.isUnconfirmed = false }
        return notices.isUnconfirmed
    }

    func close() {
        if let handle = unsafe handle { unsafe PQfinish(handle) }
        unsafe handle = nil
        prepared = [:]
        preparing = []
        preparedTexts = [:]
        preparingTexts = []
        queue = []
    }

    /// Connects when there is no connection.
    ///
    /// Refused with 503 when the database is away.
    func open() throws(Failure) {
        guard !isOpen else { return }
        close()
        if let end, end <= .now { throw .refused(.unavailable(retrySeconds: 2)) }
        // PostgreSQL ends a statement before the request gives up, so that no lock stays behind, and looks once a second
        // whether the connection is still there.
        let options =
            "-c statement_timeout=\(max(1, secondsMax - 1))s -c timezone=UTC"
            + " -c datestyle=ISO -c client_min_messages=warning -c search_path=public"
            + " -c idle_in_transaction_session_timeout=60s"
            + " -c client_connection_check_interval=1s"
            // Pages ask small things often: neither a compiler nor helpers pay for themselves.
            + " -c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
        let more = [
            ("connect_timeout", "\(Limits.connectSecondsMax)"), ("client_encoding", "UTF8"),
            ("options", options),
        ]
        guard let fresh = unsafe connect(settings, more) else {
            throw .refused(.unavailable(retrySeconds: 2))
        }
        unsafe handle = unsafe fresh
        guard
            unsafe PQstatus(fresh) == CONNECTION_OK && PQenterPipelineMode(fresh) == 1
                && PQsetnonblocking(fresh, 1) == 0
        else {
            close()
            throw .refused(.unavailable(retrySeconds: 2))
        }
        let box = unsafe Unmanaged.passUnretained(notices).toOpaque()
        unsafe PQsetNoticeProcessor(
            fresh,
            { box, text in
                guard let box = unsafe box, let text = unsafe text else { return }
                let notices = unsafe Unmanaged<Notices>.fromOpaque(box).takeUnretainedValue()
                notices.hear(unsafe String(cString: text))
            },
            box
        )
        if hasLeftCommit { try endLeftCommits() }
    }

    /// Ends the waits for a standby that requests have given up on, so that they do not use up the server's connections.
    ///
    /// Their transactions stand on the primary alone; nobody was told that they are kept.
    private func endLeftCommits() throws(Failure) {
        try queue(
            changing: """
                select pg_cancel_backend(pid) from pg_stat_activity
                 where usename = current_user and wait_event = 'SyncRep'
                   and state_change < now() - interval '\(secondsMax) seconds'
                """
        )
        _ = try collect()
        hasLeftCommit = false
    }

    /// A transaction begins: what the one before it asked is forgotten.
    func forgetAsked() {
        asked.removeAll(keepingCapacity: true)
    }

    /// Queues a command of the store's own that is never the same (`set local`), of which only failure matters.
    func queue(changing command: String) throws(Failure) {
        let connection = unsafe try live()
        statementsSent += 1
        DatabaseMetrics.countStatement()
        guard unsafe PQsendQueryParams(connection, command, 0, nil, nil, nil, nil, 0) == 1 else {
            throw lost()
        }
        queue.append(.silent(command))
    }

    /// Queues a command of the store's own (`begin`, `commit`), of which only failure matters.
    func queue(command: StaticString) throws(Failure) {
        try send(command, [])
        queue.append(.silent("\(command)"))
    }

    /// Queues a statement.
    func queue(_ text: StaticString, _ values: [any Value]) throws(Failure) {
        try queue(.fixed(text), values)
    }

    /// Queues a statement that stands in the sources, or was put together from parts that do.
    func queue(_ text: StatementText, _ values: [any Value]) throws(Failure) {
        asked.append((text, values))
        switch text {
        case .fixed(let fixed): try send(fixed, values)
        case .composed(let text, let isKept): try send(text, isKept: isKept, values)
        }
        queue.append(.answer(text))
    }

    /// Sends a statement, prepared at its first use on this connection.
    private func send(_ text: StaticString, _ values: [any Value]) throws(Failure) {
        try send(prepared: try preparedName(of: text), values)
    }

    /// Sends a statement that was put together, planned for these values unless it is kept.
    private func send(_ text: String, isKept: Bool, _ values: [any Value]) throws(Failure) {
        if isKept { return try send(prepared: try preparedName(of: text), values) }
        let connection = unsafe try live()
        statementsSent += 1
        DatabaseMetrics.countStatement()
        let parameters = try Parameters(values)
        let sent = unsafe parameters.withPointers { pointers, lengths, formats in
            unsafe PQsendQueryParams(
                connection,
                text,
                Int32(clamping: values.count),
                nil,
                pointers,
                lengths,
                formats,
                Connection.binary
            )
        }
        guard sent == 1 else { throw lost() }
    }

    private func preparedName(of text: String) throws(Failure) -> String {
        if let known = preparedTexts[text] { return known }
        if let pending = preparingTexts.first(where: { $0.text == text }) { return pending.name }
        let connection = unsafe try live()
        names += 1
        let name = "s\(names)"
        guard unsafe PQsendPrepare(connection, name, text, 0, nil) == 1 else { throw lost() }
        preparingTexts.append((text, name))
        queue.append(.prepareText)
        return name
    }

    private func send(prepared name: String, _ values: [any Value]) throws(Failure) {
        let connection = unsafe try live()
        statementsSent += 1
        DatabaseMetrics.countStatement()
        let parameters = try Parameters(values)
        let sent = unsafe parameters.withPointers { pointers, lengths, formats in
            unsafe PQsendQueryPrepared(
                connection,
                name,
                Int32(clamping: values.count),
                pointers,
                lengths,
                formats,
                Connection.binary
            )
        }
        guard sent == 1 else { throw lost() }
    }

    /// PostgreSQL's binary format, in libpq's words: that of all answers and of some values.
    fileprivate static let binary: Int32 = 1

    private func preparedName(of text: StaticString) throws(Failure) -> String {
        let address = unsafe UInt(bitPattern: text.utf8Start)
        if let known = prepared[address] { return known }
        if let pending = preparing.first(where: { $0.text == address }) { return pending.name }
        let connection = unsafe try live()
        names += 1
        let name = "s\(names)"
        let sent = unsafe text.utf8Start.withMemoryRebound(
            to: CChar.self,
            capacity: text.utf8CodeUnitCount + 1
        ) { unsafe PQsendPrepare(connection, name, $0, 0, nil) }
        guard sent == 1 else { throw lost() }
        preparing.append((address, name))
        queue.append(.prepare)
        return name
    }

    /// Sends what is queued and reads every answer, in order.
    ///
    /// Throws the first failure, after all is read.
    func collect() throws(Failure) -> [Rows] {
        guard !queue.isEmpty else { return [] }
        let connection = unsafe try live()
        guard unsafe PQpipelineSync(connection) == 1 else { throw lost() }
        roundTrips += 1
        DatabaseMetrics.countRoundTrip()
        limit = end ?? .now + .seconds(secondsMax)
        let steps = queue
        queue = []
        if case .silent("commit") = steps.last { hasLeftCommit = true }
        var answers: [Rows] = []
        var failure: Failure?
        for step in steps {
            let rows = try next(step, &failure)
            if case .answer = step, let rows { answers.append(rows) }
        }
        // The sync's own answer closes the batch.
        if let end = unsafe try result() { unsafe PQclear(end) }
        preparing = []
        preparingTexts = []
        if case .silent("commit") = steps.last { hasLeftCommit = false }
        if let failure { throw failure }
        return answers
    }

    private func next(
        _ step: Step,
        _ failure: inout Failure?
    ) throws(Failure) -> Rows? {
        guard let first = unsafe try result() else { throw lost() }
        // Each command ends with a null.
        if let extra = unsafe try result() { unsafe PQclear(extra) }
        switch unsafe PQresultStatus(first) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            if case .prepare = step, let made = preparing.first {
                prepared[made.text] = made.name
                preparing.removeFirst()
                unsafe PQclear(first)
                return nil
            }
            if case .prepareText = step, let made = preparingTexts.first {
                preparedTexts[made.text] = made.name
                preparingTexts.removeFirst()
                unsafe PQclear(first)
                return nil
            }
            let rows = unsafe Rows(first)
            // PostgreSQL answers the commit of a failed transaction with a rollback, and no error.
            if case .silent("commit") = step, rows.tag != "COMMIT", failure == nil {
                failure = .broken(Fault("a commit became a rollback"))
            }
            return rows
        case PGRES_PIPELINE_ABORTED:
            unsafe PQclear(first)
            return nil
        default:
            let state = unsafe field(first, UInt8(ascii: "C"))
            let message = unsafe field(first, UInt8(ascii: "M"))
            unsafe PQclear(first)
            if failure == nil {
                failure = Store.failure(
                    sqlState: state ?? "08006",
                    message: message ?? "",
                    place: describe(step)
                )
            }
            if state == nil { throw lost() }
            return nil
        }
    }

    private func describe(_ step: Step) -> String {
        switch step {
        case .prepare, .prepareText: "preparing a statement"
        case .silent(let command): command
        case .answer(let text): text.description
        }
    }

    // The codes are libpq's PG_DIAG macros: C for the SQLSTATE, M for the message.
    private func field(_ result: OpaquePointer, _ code: UInt8) -> String? {
        guard let text = unsafe PQresultErrorField(result, Int32(code)) else { return nil }
        return unsafe String(cString: text)
    }

    /// The next result or null, waiting until the limit at most.
    private func result() throws(Failure) -> OpaquePointer? {
        let connection = unsafe try live()
        while true {
            let isUnsent = unsafe PQflush(connection) > 0
            guard unsafe isUnsent || PQisBusy(connection) == 1 else { break }
            let left = (limit - .now) / .milliseconds(1)
            guard left > 0 else { throw lost() }
            let events = Int16(isUnsent ? POLLIN | POLLOUT : POLLIN)
            var waiting = unsafe pollfd(fd: PQsocket(connection), events: events, revents: 0)
            unsafe poll(&waiting, 1, Int32(left.rounded(.up)))
            guard unsafe PQconsumeInput(connection) == 1 else { throw lost() }
        }
        return unsafe PQgetResult(connection)
    }

    private func live() throws(Failure) -> OpaquePointer {
        guard let connection = unsafe handle else { throw .refused(.unavailable(retrySeconds: 2)) }
        return unsafe connection
    }

    private func lost() -> Failure {
        close()
        return .refused(.unavailable(retrySeconds: 2))
    }
}

/// What the server says beside its answers.
private final class Notices {
    var isUnconfirmed = false

    func hear(_ text: String) {
        // The commit stands on the primary only; PostgreSQL gives this warning no code of its own.
        if text.contains("canceling wait for synchronous replication") { isUnconfirmed = true }
    }
}

/// Values as libpq takes them, in one block: C strings, or bytes with their length.
private struct Parameters {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [any Value]) throws(Failure) {
        for value in values {
            let start = bytes.count
            if let binary = value.sqlBinary {
                bytes += binary
                add(at: start, format: Connection.binary)
            } else if let text = value.sqlText {
                bytes += text.utf8
                // PostgreSQL's text has no NUL; a C string would end at it.
                guard !bytes[start...].contains(0) else { throw .refused(.malformed) }
                add(at: start, format: 0)
            } else {
                add(at: nil, format: 0)
            }
            bytes.append(0)
        }
    }

    private mutating func add(at offset: Int?, format: Int32) {
        offsets.append(offset)
        lengths.append(Int32(clamping: bytes.count - (offset ?? bytes.count)))
        formats.append(format)
    }

    /// Calls the body with each value's place (null for null), its length in bytes and its format.
    func withPointers(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Int32
    ) -> Int32 {
        unsafe bytes.withUnsafeBytes { block in
            let pointers = unsafe offsets.map { offset in
                unsafe offset.flatMap { place in
                    unsafe block.baseAddress.map { base in
                        unsafe base.advanced(by: place).assumingMemoryBound(to: CChar.self)
                    }
                }
            }
            return unsafe pointers.withUnsafeBufferPointer { pointers in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
