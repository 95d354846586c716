import Testing

@testable import HTML

@Test(arguments: [
    (
        "a https://v.example/x b",
        [Piece.text("a "), .link(path: "/x", text: "https://v.example/x"), .text(" b")]
    ),
    ("https://v.example/x).", [.link(path: "/x", text: "https://v.example/x"), .text(").")]),
    ("https://v.example.org/x", [.text("https://v.example.org/x")]),
    ("https://v.example@evil.example/", [.text("https://v.example@evil.example/")]),
    ("javascript:alert(1)", [.text("javascript:alert(1)")]),
    ("xhttps://v.example/x", [.text("xhttps://v.example/x")]),
])
func `only addresses of this site are links`(line: String, expected: [Piece]) {
    #expect(pieces(of: line + "\n\n", origin: "https://v.example") == [expected])
}
