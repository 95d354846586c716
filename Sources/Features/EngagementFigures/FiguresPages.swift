import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showEngagementFigures(_ visit: Visit) throws(Failure) -> Looked {
    let tables = try held(visit).tables(visit.words)
    let page = visit.page(visit.words("engagement-figures.title")) { h in
        figuresPage(&h, tables, file: visit.here("/engagement-figures/export.csv"), visit.words)
    }
    return Looked(page, Entry(.figuresRead))
}

@Sendable func exportEngagementFigures(_ visit: Visit) throws(Failure) -> Looked {
    var file = TableFile()
    for table in try held(visit).tables(visit.words) {
        table.write(to: &file)
        file.add([String]())
    }
    let name = "\(try visit.space.slug)-engagements-\(visit.today.iso).csv"
    return Looked(visit.file(name, file), Entry(.figuresExported))
}

private func held(_ visit: Visit) throws(Failure) -> HeldEngagements {
    let quarter = Quarter(of: visit.today)
    let isAssociation = try visit.space.kind == .association
    return try visit.read { (db) throws(Failure) in
        let (counts, experts, effects) = try db.together(
            .all(.heldCounts, quarter.first, quarter.number),
            .one(.expertCount, quarter.first, quarter.number),
            .all(.effectCounts, quarter.first * 3, quarter.number * 3, Limits.countMin)
        )
        return HeldEngagements(
            first: quarter.first,
            counts: counts,
            experts: isAssociation ? experts : nil,
            effects: effects
        )
    }
}

extension AnswerTime: ColumnValue {}

extension Statement where Result == HeldCount {
    /// What was held from one quarter (`$2`) to another (`$3`).
    fileprivate static let heldCounts = Statement(
        """
        select kind, purpose, audience, other_id, max(other_name) as other_name, quarter - $2::integer as quarter, answered,
               count(*)::integer as engagements, sum(minutes)::integer as minutes, sum(fee)::integer as fee
          from held_engagement where tenant_id = $1 and quarter between $2 and $3::integer
         group by kind, purpose, audience, other_id, quarter, answered
        """,
        HeldCount.init,
        "kind",
        "purpose",
        "audience",
        "other_id",
        "other_name",
        "quarter",
        "answered",
        "engagements",
        "minutes",
        "fee"
    )
}

extension Statement where Result == Int {
    fileprivate static let expertCount = Statement(
        "select experts_who_came($2::integer, $3::integer) as experts where $1::uuid = current_tenant()",
        "experts"
    )
}

extension Statement where Result == EffectCount {
    /// What was answered in the quarters from one month (`$2`) until another (`$3`) in which so many (`$4`) have.
    ///
    /// The running quarter is not among them, nor is one with few: who reads the log beside the figures would see which count an
    /// answer has raised.
    fileprivate static let effectCounts = Statement(
        """
        select answer, sum(given)::integer as given
          from (select answer, given, sum(given) over (partition by month / 3) as together from effect_count
             where tenant_id = $1 and month >= $2::integer and month < $3::integer) x
         where together >= $4::integer group by answer
        """,
        EffectCount.init,
        "answer",
        "given"
    )
}
