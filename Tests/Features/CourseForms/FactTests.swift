import Base
import HTTP
import Support
import Testing

/// A consent is to the facts that it names: what a change of a course means for everybody with a stake in it.
@Suite struct `A course that changes` {
}
