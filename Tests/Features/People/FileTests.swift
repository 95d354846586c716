import Base
import HTTP
import Support
import Testing

@Test func `the file is whole, marked as UTF-8, ends its lines as it should, and is in the log`()
    throws
{
    let house = try TestHouse("file")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let person = try house.person(in: takk, "Aino", "Äijälä, \"Ä\"")
    try house.database.psql(
        "update person set phone = '+358401234567', municipality = '=cmd()' where id = '\(person)'"
    )
    let file = try house.get("/takk/people/export.csv", as: kaisa)
    #expect(file.status == 200)
    #expect(file.response.body.prefix(3) == [0xEF, 0xBB, 0xBF])
    #expect(file.response.fields.first("content-type") == "text/csv; charset=utf-8; header=present")
    #expect(file.response.fields.first("content-disposition")?.hasPrefix("attachment") == true)
    let lines = file.text.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 && lines.last == "")
    #expect(
        lines[1].hasPrefix(
            "\"Äijälä, \"\"Ä\"\"\";\"Aino\";\"\";\"'+358 40 123 4567\";\"'=cmd()\";\"Suomi\";\"Osallistuja\";\"Mukana\";"
        )
    )
    #expect(try house.log(of: takk) == ["person.exported done"])
    #expect(
        try house.value("select count(*) from log.event_subject where person_id = '\(person)'")
            == "1"
    )
    #expect(house.faults.all.isEmpty)
}

@Test func `everybody in a file of many stands in the log, in events of up to a hundred`() throws {
    let house = try TestHouse("file_many")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    try house.crowd(230, in: takk)
    let file = try house.get("/takk/people/export.csv", as: kaisa)
    #expect(file.text.split(separator: "\r\n").count == 231)
    #expect(try house.log(of: takk) == Array(repeating: "person.exported done", count: 3))
    #expect(try house.value("select count(distinct person_id) from log.event_subject") == "230")
    #expect(
        try house.value(
            "select sum((body::jsonb ->> 'count')::int) from log.event_part where part = 'detail'"
        ) == "230"
    )
}

@Test(arguments: ["fi", "sv", "en"])
func `cells are parted by semicolons in every language, as Finland's spreadsheets part them`(
    language: String
) throws {
    let house = try TestHouse("file_\(language)")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let head =
        try house.get("/takk/people/export.csv?language=\(language)", as: kaisa).text
        .split(separator: "\r\n").first ?? ""
    #expect(head.split(separator: "\";\"").count == 10)
}
