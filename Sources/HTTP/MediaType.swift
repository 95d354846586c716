/// What the files of `Web` are, by the ends of their names.
struct MediaType {
    let text: String
    /// Whether compression makes it smaller.
    let shrinks: Bool

    /// Nil for a file that browsers have no business with.
    static func of(_ name: String) -> MediaType? {
        switch name.split(separator: ".").last {
        case "css": MediaType(text: "text/css; charset=utf-8", shrinks: true)
        case "js": MediaType(text: "text/javascript; charset=utf-8", shrinks: true)
        case "json", "map": MediaType(text: "application/json", shrinks: true)
        case "webmanifest": MediaType(text: "application/manifest+json", shrinks: true)
        case "svg": MediaType(text: "image/svg+xml", shrinks: true)
        case "txt": MediaType(text: "text/plain; charset=utf-8", shrinks: true)
        case "png": MediaType(text: "image/png", shrinks: false)
        case "jpg", "jpeg": MediaType(text: "image/jpeg", shrinks: false)
        case "webp": MediaType(text: "image/webp", shrinks: false)
        case "avif": MediaType(text: "image/avif", shrinks: false)
        case "ico": MediaType(text: "image/x-icon", shrinks: true)
        case "woff2": MediaType(text: "font/woff2", shrinks: false)
        default: nil
        }
    }
}
