public import Base
import HTTP
public import Interface
import Wording

extension FormEntry {
    /// Reads the request's form.
    ///
    /// Refused as malformed when it is none.
    public init(_ visit: Visit) throws(Failure) {
        let form = try visit.request.form()
        // Names are compared with each other again and again.
        guard form.pairs.allSatisfy({ $0.name.utf8.count <= Limits.fieldNameBytesMax }) else {
            throw .refused(.malformed)
        }
        self.init(form, visit.words)
        // A form that was kept over a lost session does not hold by itself: it is shown again, as it was typed.
        if visit.isRestoring { problem("", visit.words("form.kept")) }
    }
}
