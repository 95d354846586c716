// refused: conform to 'Letter'
import Base
import Store
func send(_ db: borrowing Transaction, _ text: String, to space: ID<Space>) throws(Failure) {
    try db.deliver(text, to: space)
}
