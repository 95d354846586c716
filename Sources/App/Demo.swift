import Base

/// Loads the demo into an empty database where it is wanted. Whether the demo is there.
func prepareDemo(_ configuration: Configuration, _ app: String, wantsDemo: Bool) throws(Failure) -> Bool {
    false
}
