/// The methods of the house (RFC 9110, section 9.3).
///
/// Any other valid method is answered with 501 by the parser.
public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"

    /// The method of the name, which HTTP tells from others by case too; nil for one that is not of the house.
    init?(_ name: Span<UInt8>) {
        for method in Method.allCases where Characters.equal(name, method.rawValue) {
            self = method
            return
        }
        return nil
    }

    /// Changes nothing on the server (RFC 9110, section 9.2.1).
    public var isSafe: Bool {
        switch self {
        case .get, .head, .options: true
        case .post, .put, .patch, .delete: false
        }
    }
}
