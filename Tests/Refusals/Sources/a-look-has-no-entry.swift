// refused: missing argument for parameter #2 in call
import Base
import Routing
let door = Route.look("/{space}/people", needs: .personRead, discloses: [.name]) {
    visit throws(Failure) in
    Looked(.redirect(to: "/"))
}
