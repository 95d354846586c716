// refused: extra trailing closure
import Base
import Letters
import Store
func send(
    _ db: borrowing Transaction,
    _ letter: ConsentReminderLetter,
    to space: ID<Space>
) throws(Failure) {
    try db.deliver(letter, to: space) { inbox in [] }
}
