// refused: cannot convert value of type 'Int' to closure result type 'Audited<Int>'
import Access
import Base
import Store
func change(_ database: Database, _ permit: Permit, _ statement: Statement<Void>) throws(Failure)
    -> Int
{
    try database.write(permit) { (db) throws(Failure) in try db.run(statement) }
}
