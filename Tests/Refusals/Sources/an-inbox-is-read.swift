// refused: has no member 'all'
import Base
import Store
func peek(_ inbox: borrowing Inbox, _ statement: Statement<String>) throws(Failure) -> [String] {
    try inbox.all(statement)
}
