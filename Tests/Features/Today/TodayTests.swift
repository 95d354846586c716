import Support
import Testing

@Test func `a member opens a space on Today, and the look stands in the log before the reply`()
    throws
{
    let house = try TestHouse("today")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let page = try house.get("/takk/today", as: kaisa)
    #expect(page.status == 200)
    #expect(page.text.contains("Tänään"))
    #expect(try house.log(of: takk) == ["today.read done"])
    #expect(house.faults.all.isEmpty)
}

@Test func `who is not a member meets the same 404 whether the space exists or not`() throws {
    let house = try TestHouse("today_closed")
    let takk = try house.space("takk", .provider)
    let stranger = try house.member(of: nil)
    let closed = try house.get("/takk/today", as: stranger)
    let absent = try house.get("/olematon/today", as: stranger)
    #expect(closed.status == 404)
    #expect(absent.status == 404)
    #expect(try house.log(of: takk) == ["access.refused refused"])
}

@Test func `who is not signed in is led to the sign-in page`() throws {
    let house = try TestHouse("today_signin")
    _ = try house.space("takk", .provider)
    let page = try house.get("/takk/today")
    #expect(page.status == 303)
    #expect(page.location == "/sign-in?next=%2Ftakk%2Ftoday")
}

@Test func `what is in the future stands apart and is not counted`() throws {
    let course = try RunningCourse("today_future")
    _ = try RunningCourse.course(
        course.house,
        course.takk,
        "Huominen",
        trainer: course.trainer,
        state: "open",
        firstInDays: 1
    )
    let before = try course.house.get("/takk/today", as: course.coordinator)
    #expect(before.text.contains("Huominen alkaa") && before.text.contains("Hyvä tietää"))
    #expect(before.text.contains("0 asiaa odottaa sinua"))
    try course.house.database.psql(
        """
        update course_session set held_on = held_on - 1
         where course_id = (select id from course where name = 'Huominen')
        """
    )
    let begun = try course.house.get("/takk/today", as: course.coordinator)
    #expect(begun.text.contains("Huominen alkoi") && !begun.text.contains("Hyvä tietää"))
    #expect(begun.text.contains("1 asia odottaa sinua"))
}

@Test func `what was done is told only where a page of our own led there`() throws {
    let house = try TestHouse("today_done")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let path = "/takk/today?did=people.done.archived"
    let done = "Valitut henkilöt arkistoitiin."
    let own = try house.get(path, as: kaisa, fields: ["sec-fetch-site": "same-origin"])
    #expect(own.text.contains(done))
    for origin in ["none", "cross-site", "same-site"] {
        let page = try house.get(path, as: kaisa, fields: ["sec-fetch-site": origin])
        #expect(page.status == 200 && !page.text.contains(done))
    }
}
