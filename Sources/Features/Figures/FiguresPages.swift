import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func showFigures(_ visit: Visit) throws(Failure) -> Looked {
    let tables = try counted(visit).tables(visit.words)
    let page = visit.page(visit.words("figures.title")) { h in
        figuresPage(&h, tables, file: visit.here("/figures/export.csv"), visit.words)
    }
    return Looked(page, Entry(.figuresRead))
}

@Sendable func exportFigures(_ visit: Visit) throws(Failure) -> Looked {
    var file = TableFile()
    for table in try counted(visit).tables(visit.words) {
        table.write(to: &file)
        file.add([String]())
    }
    let name = "\(try visit.space.slug)-figures-\(visit.today.iso).csv"
    return Looked(visit.file(name, file), Entry(.figuresExported))
}

private func counted(_ visit: Visit) throws(Failure) -> Counted {
    try visit.read { (db) throws(Failure) in
        let (applications, answers, attendance) = try db.together(
            .all(.applicationCounts),
            .all(.answerCounts),
            .all(.attendanceCounts)
        )
        return Counted(applications: applications, answers: answers, attendance: attendance)
    }
}

extension Statement where Result == ApplicationCount {
    fileprivate static let applicationCounts = Statement(
        "select course_id, name, first_on, week, placed, unplaced from application_count where tenant_id = $1",
        ApplicationCount.init,
        "course_id",
        "name",
        "first_on",
        "week",
        "placed",
        "unplaced"
    )
}

extension Statement where Result == AnswerCount {
    fileprivate static let answerCounts = Statement(
        "select days, answers from answer_count where tenant_id = $1",
        AnswerCount.init,
        "days",
        "answers"
    )
}

extension Statement where Result == AttendanceCount {
    fileprivate static let attendanceCounts = Statement(
        """
        select number, present, absent, excused, unmarked from attendance_count where tenant_id = $1 order by number
        """,
        AttendanceCount.init,
        "number",
        "present",
        "absent",
        "excused",
        "unmarked"
    )
}
