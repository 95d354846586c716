import Base
import HTML
import Interface
import Routing
import Store
import Wording

extension ListOrder {
    fileprivate static let sent = ListOrder("sent", "e.sent_at", greatestFirst: true)
    fileprivate static let organisation = ListOrder(
        "organisation",
        "order_key(e.organisation) collate \"C\""
    )
    fileprivate static let changed = ListOrder("changed", "e.changed_at")
}

extension Listing where Row == ListedEnquiry {
    /// Every enquiry whose address was proven, newest first.
    static let enquiries = Listing(
        "enquiries",
        at: "/enquiries",
        by: .sent,
        columns: [
            ListColumn(by: .organisation) { place in
                .link(place.words("enquiries.organisation"), sort: place.sort, path: place.path) {
                    $0.organisation.isEmpty ? place.words("enquiries.nameless") : $0.organisation
                }
            },
            .cell("enquiries.state", isLabelled: true) { h, row, words in
                h.state(words.dynamic("enquiries.state.\(row.state.rawValue)"), row.state.look)
            },
            .day("enquiries.sent", by: .sent) { $0.sentAt },
            .day("enquiries.changed", by: .changed) { $0.changedAt },
        ],
        filters: [
            .choice(
                "state",
                of: EnquiryState.self,
                by: "e.state",
                title: "enquiries.state",
                words: "enquiries.state"
            ),
            .waited("waited", by: .changed, days: [7, 30], title: "enquiries.changed"),
        ],
        search: ListSearch("enquiries.search", in: "enquiry_words(e.id)"),
        id: { $0.id }
    )
}

extension ListRows where Row == ListedEnquiry {
    static let enquiries = ListRows(
        "e.id, e.organisation, e.state, e.sent_at, e.changed_at",
        from: "enquiry e",
        at: "e.state <> 'unproven' and e.tenant_id = $1",
        id: "e.id",
        reader(ListedEnquiry.init, "id", "organisation", "state", "sent_at", "changed_at")
    )
}

extension ListFile where Line == ListedEnquiry {
    /// The list as it stands: who asks and what is read one at a time.
    fileprivate static let enquiries = ListFile(
        .enquiries,
        columns: [
            ("enquiries.organisation", { enquiry, _ in enquiry.organisation }),
            ("enquiries.state", { $1.dynamic("enquiries.state.\($0.state.rawValue)") }),
            ("enquiries.sent", { enquiry, _ in enquiry.sentAt.inFinland.day.iso }),
            ("enquiries.changed", { enquiry, _ in enquiry.changedAt.inFinland.day.iso }),
        ]
    )
}

@Sendable func exportEnquiries(_ visit: Visit) throws(Failure) -> Reply {
    try visit.export(.enquiries, .enquiries, ListFile.enquiries).reply
}

@Sendable func listEnquiries(_ visit: Visit) throws(Failure) -> Reply {
    let (words, path) = (visit.words, visit.here("/enquiries"))
    let query = visit.asked(of: .enquiries)
    let (found, said) = try visit.read { (db) throws(Failure) in
        (
            try db.page(of: .enquiries, .enquiries, query),
            try db.oneIfAny(.coOperation) ?? CoOperation()
        )
    }
    let door = said.readers == .anybody ? visit.here("/co-operation") : nil
    return visit.page(words("enquiries.title")) { h in
        h.pageHead(words("enquiries.title"), lead: found.counted("enquiries.count", words)) { h in
            h.exportButton(found, at: path, words)
            h.button(words("public-texts.title"), to: "\(path)/text")
        }
        doorNote(&h, door, words)
        h.listing(.enquiries, found, at: path, words) { h in
            h.emptyState(words("enquiries.none"), words("enquiries.none.what-to-do"))
        }
    }
}
