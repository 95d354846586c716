// refused: inaccessible due to 'internal' protection level
import Base
import Store
func open(_ space: ID<Space>, from sender: ID<Space>) {
    _ = Inbox(space: space, from: sender, context: .init())
}
