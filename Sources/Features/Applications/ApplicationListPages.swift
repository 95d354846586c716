import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func listApplications(_ visit: Visit) throws(Failure) -> Looked {
    guard visit.permit.scope == .all else { return try listOwnApplications(visit) }
    let query = visit.asked(of: .applications)
    let (found, courses) = try visit.read { (db) throws(Failure) in
        (
            try db.page(of: .applications, .applications, query),
            try db.all(.appliedCourses)
        )
    }
    let page = visit.page(visit.words("applications.title")) { h in
        applicationListPage(
            &h,
            found,
            courses,
            mayExport: visit.may(.applicationExport),
            base: visit.here("/applications"),
            once: visit.scope(of: .enrolmentChange) == .all ? visit.once : nil,
            visit.words
        )
    }
    return Looked(page, Entry(.applicationListed, count: found.rows.count))
}

private func listOwnApplications(_ visit: Visit) throws(Failure) -> Looked {
    let query = visit.asked(of: .ownApplications)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .ownApplications, .applications, query)
    }
    let page = visit.page(visit.words("applications.own.title")) { h in
        ownApplicationListPage(
            &h,
            found,
            base: visit.here("/applications"),
            courses: visit.here("/open-courses"),
            visit.words
        )
    }
    let about = [visit.visitor.actor.person].compactMap(\.self)
    return Looked(page, Entry(.applicationListed, about: about, count: found.rows.count))
}

@Sendable func exportApplications(_ visit: Visit) throws(Failure) -> Looked {
    let (reply, lines) = try visit.export(.applications, .applications, ListFile.applications)
    return Looked(reply, Entry(.applicationExported, count: lines.count))
}
