/// The release that this program is.
public enum Release {
    /// As `deploy/CHANGELOG.md` tells of it.
    public static let version = "0.2.0"
}
