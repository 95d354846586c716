// allowed
import Access
import Audit
import Base
import Store
func change(_ database: Database, _ permit: Permit, _ statement: Statement<Void>) throws(Failure)
    -> Int
{
    try database.write(permit) { (db) throws(Failure) in
        Audited(try db.run(statement), Entry(.personChanged))
    }
}
