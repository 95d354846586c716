import Glibc
import Testing

/// Writes the demo pages into the folder that `VAKKA_PAGES` names, to be looked at in a browser.
@Test("Demo pages can be written to be looked at")
func demoPagesAreWritten() throws {
    guard let folder = unsafe getenv("VAKKA_PAGES").map({ unsafe String(cString: $0) }) else {
        return
    }
    for page in try DemoPages().all {
        guard let file = unsafe fopen("\(folder)/\(page.name).html", "w") else {
            Issue.record("\(folder) cannot be written to")
            return
        }
        unsafe fwrite(page.bytes, 1, page.bytes.count, file)
        unsafe fclose(file)
    }
}
