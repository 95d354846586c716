import CPostgres
import Glibc

/// Connects with libpq settings, as words or as a URI, and with more settings that go before those in them.
///
/// Nil when there is no memory for a connection; otherwise `PQstatus` tells whether there is one.
func connect(_ settings: String, _ more: [(name: String, value: String)]) -> OpaquePointer? {
    // What stands after `dbname` goes before what `dbname` expands to.
    var keywords = unsafe (["dbname"] + more.map(\.name)).map { unsafe UnsafePointer(strdup($0)) }
    var values = unsafe ([settings] + more.map(\.value)).map { unsafe UnsafePointer(strdup($0)) }
    defer {
        unsafe (keywords + values).forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) }
    }
    unsafe keywords.append(nil)
    unsafe values.append(nil)
    return unsafe PQconnectdbParams(&keywords, &values, 1)
}
