// refused: missing argument for parameter 'in' in call
import Access
import Base
import Routing
let door = Route.get("/{space}/people", needs: .personRead) {
    visit throws(Failure) in
    .redirect(to: "/")
}
