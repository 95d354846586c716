import Base
import Interface
import Testing

@Suite struct `A table for spreadsheets` {
    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("a=1", "a=1"), ("", ""), ("a,b", "a,b"), ("a\"b", "a\"\"b"), ("=a,\"b", "'=a,\"\"b"),
        ("a\r\nb", "a\r\nb"), ("\u{301}=", "\u{301}="), ("Malli;=cmd()", "Malli;'=cmd()"),
        ("a, -1", "a, '-1"), ("a\n@x", "a\n'@x"), ("  =1", "  '=1"), ("a\t+1", "a\t'+1"),
        ("a - b", "a - b"), ("\";=1", "\"\";'=1"),
    ])
    func `takes no cell and no piece of one for a formula`(text: String, written: String) {
        var file = TableFile()
        file.add([text, "b"])
        let row = String(decoding: file.bytes.dropFirst(3), as: UTF8.self)
        #expect(row == "\"\(written)\";\"b\"\r\n")
    }
}
