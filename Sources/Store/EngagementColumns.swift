public import Base
public import Terms

// How the facts of an engagement stand in the tables of both ends.

extension EngagementKind: ColumnValue {}
extension EngagementPurpose: ColumnValue {}
extension EngagementAudience: ColumnValue {}
extension ChangeProposer: ColumnValue {}

extension EngagementFacts {
    /// The columns of all facts but the times.
    public static let columns: [StaticString] = [
        "kind", "purpose", "audience", "title", "wish", "is_remote", "place", "group_size",
        "others_present", "minutes", "equipment", "access", "is_recorded", "has_media", "fee",
        "travel_paid", "host", "experts",
    ]

    /// What stands in these columns.
    public var stored: [String?] {
        [
            kind.rawValue, purpose.rawValue, audience.rawValue, title, wish, isRemote.sqlText,
            place, groupSize.sqlText, othersPresent, minutes.sqlText, equipment, access,
            isRecorded.sqlText, hasMedia.sqlText, fee.sqlText, travelPaid.sqlText, host,
            experts.sqlText,
        ]
    }

    /// Reads these columns.
    public static func read(_ row: Row) throws(Failure) -> EngagementFacts {
        try reader(
            EngagementFacts.init,
            "kind",
            "purpose",
            "audience",
            "title",
            "wish",
            "is_remote",
            "place",
            "group_size",
            "others_present",
            "minutes",
            "equipment",
            "access",
            "is_recorded",
            "has_media",
            "fee",
            "travel_paid",
            "host",
            "experts"
        )(row)
    }
}
