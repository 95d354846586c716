// refused: is consuming
import Access
import Base
import Store
func keep(_ database: Database, _ permit: Permit) throws(Failure) {
    var kept: Transaction?
    try database.read(permit) { (db) throws(Failure) in kept = db }
    _ = kept
}
