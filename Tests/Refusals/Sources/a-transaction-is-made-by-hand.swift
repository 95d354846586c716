// refused: 'Transaction' initializer is inaccessible
import Access
import Base
import Store
func open(_ permit: Permit, _ space: ID<Space>) {
    _ = Transaction(permit: permit, space: space)
}
