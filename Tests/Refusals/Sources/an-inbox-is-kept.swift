// refused: is consuming
import Store
nonisolated(unsafe) var kept: Inbox?
func keep(_ inbox: borrowing Inbox) {
    kept = inbox
}
