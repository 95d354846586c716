public import Base

// Tests that ask nothing of the clock live in the machine's time.

extension Instant {
    /// The moment at which this is asked, by the machine's clock.
    public static var now: Instant { Clock.real.now }
}

extension Day {
    /// Today in Finland, by the machine's clock.
    public static var today: Day { Instant.now.inFinland.day }
}
