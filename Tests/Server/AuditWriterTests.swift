import Base
import Server
import Store
import Synchronization
import Testing

/// No record, no page: also when the database is away.
struct AuditWriterTests {
    @Test func `what cannot be recorded is not released, and nobody waits for a second try`() throws
    {
        let nowhere = "host=127.0.0.1 port=1 user=vakka_app"
        let auditWriter = try AuditWriter { AuditConnection(nowhere) }
        let answers = Mutex<[Bool]>([])
        for _ in 0..<8 {
            auditWriter.keep([], seen: nil) { isKept in answers.withLock { $0.append(isKept) } }
        }
        #expect(eventually { answers.withLock { $0.count } == 8 })
        #expect(answers.withLock { !$0.contains(true) })
        auditWriter.stop()
    }
}
