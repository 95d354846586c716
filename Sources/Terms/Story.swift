/// A story about what somebody has taken part in; what its id names.
public enum Story {}

/// What a side approves of a story: its text, or the link to a recording.
public enum StoryMatter: String, CaseIterable, Sendable {
    case text
    case recording
}

/// A link to a page of another house, as it may be typed: https, a host with a dot, no spaces, no sign-in in it.
public struct WebLink: Sendable, Equatable {
    /// The whole link.
    public let text: String
    /// The host, as a reader is told it.
    public let host: String

    /// Reads a link; nil for what is none.
    public init?(_ text: String) {
        let start = "https://"
        guard text.hasPrefix(start) else { return nil }
        let rest = text.dropFirst(start.count)
        let host = rest.prefix { $0 != "/" }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isHost =
            labels.count > 1
            && labels.allSatisfy { label in
                !label.isEmpty
                    && label.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                            || byte == UInt8(ascii: "-")
                    }
            }
        let isVisible = rest.utf8.allSatisfy {
            (UInt8(ascii: "!")...UInt8(ascii: "~")).contains($0)
        }
        guard isHost, isVisible else { return nil }
        self.text = text
        self.host = String(host)
    }
}
