import Base
import Testing

@Suite struct `JSON that is read` {
    static let sound: [(text: String, value: JSON)] = [
        ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .number(0)),
        ("-12", .number(-12)), ("\"\"", .string("")), ("[]", .array([])), ("{}", .object([])),
        (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{08}\u{0C}\n\r\t")),
        (#""\u00e4\ud83d\ude00""#, .string("ä😀")), ("\"ä😀\"", .string("ä😀")),
        ("[1, [2,\n3] ,\"x\"]", .array([.number(1), .array([.number(2), .number(3)]), "x"])),
        (
            #"{"b": 1, "a": {"c": null}}"#,
            .object([JSON.Member("b", .number(1)), JSON.Member("a", ["c": .null])])
        ),
    ]

    @Test(arguments: sound.indices)
    func `is the value that was written`(_ index: Int) {
        let (text, value) = Self.sound[index]
        #expect(JSON(parsing: text) == value)
        #expect(JSON(parsing: value.text) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "truex", "1.5", "1e3", "01", "-", "--1", "99999999999999999999", "\"",
        "\"\n\"",
        #""\x""#, #""\u12""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, "[", "[1", "[1,]",
        "[1 2]",
        "]", "{", "{1:2}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":1,"a":2}"#, "1 2",
        "null null",
        "'a'",
    ])
    func `is refused when it is none`(_ text: String) {
        #expect(JSON(parsing: text) == nil)
    }

    @Test func `stands in each other only so deep`() {
        let deep = { (count: Int) in
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect(JSON(parsing: deep(17)) != nil)
        #expect(JSON(parsing: deep(18)) == nil)
        #expect(JSON(parsing: deep(100_000)) == nil)
    }

    @Test func `has its members by name`() {
        let value: JSON = ["a": .number(1), "b": .null]
        #expect(value["a"] == .number(1) && value["b"] == .null)
        #expect(value["c"] == nil && JSON.number(1)["a"] == nil)
    }
}
