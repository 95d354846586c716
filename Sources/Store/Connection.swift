import Base
import CPostgres
import Glibc

/// One libpq connection in pipeline mode.
///
/// Owned by one lane; never shared.
///
/// Statements are queued and go out together; `collect` reads their answers. Nothing waits longer than its deadline:
/// a connection that does not answer is closed and made anew for the next request.
@safe final class Connection {
    private let settings: String
    private var handle: OpaquePointer?
    /// Statements that the server has prepared, by the address of their text.
    private var prepared: [UInt: String] = [:]
    private var preparing: [(text: UInt, name: String)] = []
    private var queue: [Step] = []
    private var names = 0
    private let notices = Notices()
    /// Statements sent and round trips made, for tests and benchmarks that count them.
    private(set) var statementsSent = 0
    private(set) var roundTrips = 0

    private enum Step {
        case prepare
        case silent(String)
        case answer(StaticString)
    }

    init(_ settings: String) {
        self.settings = settings
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
        queue = []
    }

    /// Connects when there is no connection.
    ///
    /// Refused with 503 when the database is away.
    func open() throws(Failure) {
        guard !isOpen else { return }
        close()
        let options =
            "-c statement_timeout=\(Limits.statementSecondsMax)s -c timezone=UTC"
            + " -c datestyle=ISO -c client_min_messages=warning -c search_path=public"
            + " -c idle_in_transaction_session_timeout=60s"
        let more = [
            ("connect_timeout", "\(Limits.connectSecondsMax)"), ("client_encoding", "UTF8"),
            ("options", options),
        ]
        guard let fresh = unsafe connect(settings, more) else {
            throw .refused(.unavailable(retrySeconds: 2))
        }
        unsafe handle = unsafe fresh
        guard unsafe PQstatus(fresh) == CONNECTION_OK && PQenterPipelineMode(fresh) == 1 else {
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
    }

    /// Queues a command of the store's own (`begin`, `set local`), of which only failure matters.
    func queue(command: String) throws(Failure) {
        let connection = unsafe try live()
        statementsSent += 1
        guard unsafe PQsendQueryParams(connection, command, 0, nil, nil, nil, nil, 0) == 1 else {
            throw lost()
        }
        queue.append(.silent(command))
    }

    /// Queues a statement, prepared at its first use on this connection.
    func queue(_ text: StaticString, _ values: [any Value]) throws(Failure) {
        let connection = unsafe try live()
        let address = unsafe UInt(bitPattern: text.utf8Start)
        let name: String
        if let known = prepared[address] {
            name = known
        } else if let pending = preparing.first(where: { $0.text == address }) {
            name = pending.name
        } else {
            names += 1
            name = "s\(names)"
            let sent = unsafe text.utf8Start.withMemoryRebound(
                to: CChar.self,
                capacity: text.utf8CodeUnitCount + 1
            ) { unsafe PQsendPrepare(connection, name, $0, 0, nil) }
            guard sent == 1 else { throw lost() }
            preparing.append((address, name))
            queue.append(.prepare)
        }
        statementsSent += 1
        let parameters = try Parameters(values)
        let sent = unsafe parameters.withPointers { pointers in
            unsafe PQsendQueryPrepared(
                connection,
                name,
                Int32(clamping: values.count),
                pointers,
                nil,
                nil,
                0
            )
        }
        guard sent == 1 else { throw lost() }
        queue.append(.answer(text))
    }

    /// Sends what is queued and reads every answer, in order.
    ///
    /// Throws the first failure, after all is read.
    func collect(secondsMax: Int = Limits.statementSecondsMax + 2) throws(Failure) -> [Rows] {
        guard !queue.isEmpty else { return [] }
        let connection = unsafe try live()
        guard unsafe PQpipelineSync(connection) == 1 else { throw lost() }
        roundTrips += 1
        let steps = queue
        queue = []
        let deadline = Instant.now.adding(seconds: Int64(secondsMax))
        var answers: [Rows] = []
        var failure: Failure?
        for step in steps {
            let rows = try next(step, before: deadline, &failure)
            if case .answer = step, let rows { answers.append(rows) }
        }
        // The sync's own answer closes the batch.
        if let end = unsafe try result(before: deadline) { unsafe PQclear(end) }
        preparing = []
        if let failure { throw failure }
        return answers
    }

    private func next(
        _ step: Step,
        before deadline: Instant,
        _ failure: inout Failure?
    ) throws(Failure) -> Rows? {
        guard let first = unsafe try result(before: deadline) else { throw lost() }
        // Each command ends with a null.
        if let extra = unsafe try result(before: deadline) { unsafe PQclear(extra) }
        switch unsafe PQresultStatus(first) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            if case .prepare = step, let made = preparing.first {
                prepared[made.text] = made.name
                preparing.removeFirst()
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
        case .prepare: "preparing a statement"
        case .silent(let command): command
        case .answer(let text): "\(text)"
        }
    }

    // The codes are libpq's PG_DIAG macros: C for the SQLSTATE, M for the message.
    private func field(_ result: OpaquePointer, _ code: UInt8) -> String? {
        guard let text = unsafe PQresultErrorField(result, Int32(code)) else { return nil }
        return unsafe String(cString: text)
    }

    /// The next result or null, waiting until the deadline at most.
    private func result(before deadline: Instant) throws(Failure) -> OpaquePointer? {
        let connection = unsafe try live()
        while unsafe PQflush(connection) > 0 || PQisBusy(connection) == 1 {
            let left = deadline.milliseconds - Instant.now.milliseconds
            guard left > 0 else { throw lost() }
            var waiting = unsafe pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            unsafe poll(&waiting, 1, Int32(clamping: left))
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

/// Values as the C strings that libpq takes, in one block.
private struct Parameters {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []

    init(_ values: [any Value]) throws(Failure) {
        for value in values {
            guard let text = value.sqlText else {
                offsets.append(nil)
                continue
            }
            offsets.append(bytes.count)
            let start = bytes.count
            bytes += text.utf8
            // PostgreSQL's text has no NUL; a C string would end at it.
            guard !bytes[start...].contains(0) else { throw .refused(.malformed) }
            bytes.append(0)
        }
    }

    func withPointers(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Int32) -> Int32 {
        unsafe bytes.withUnsafeBytes { block in
            let pointers = unsafe offsets.map { offset in
                unsafe offset.flatMap { place in
                    unsafe block.baseAddress.map { base in
                        unsafe base.advanced(by: place).assumingMemoryBound(to: CChar.self)
                    }
                }
            }
            return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
        }
    }
}
