// refused: missing argument for parameter 'needs' in call
import Base
import Routing
let door = Route.get("/{space}/people", in: .every) { visit throws(Failure) in .redirect(to: "/") }
