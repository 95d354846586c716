import Access
import Base
public import Routing

/// The log of a space, for its auditor.
///
/// There is no door here that changes anything.
public let theLog = Feature(
    "log",
    routes: [
        .look("/{space}/log", in: .every, needs: .logRead, discloses: [.name, .log], showLog),
        .look(
            "/{space}/log/{id}",
            in: .every,
            needs: .logRead,
            discloses: [.name, .log],
            showEvent
        ),
        .file(
            "/{space}/log/export.csv",
            in: .every,
            needs: .logExport,
            discloses: [.name, .log],
            lane: .export,
            exportTable
        ),
        .file(
            "/{space}/log/export.jsonl",
            in: .every,
            needs: .logExport,
            discloses: [.name, .log],
            lane: .export,
            exportRecords
        ),
        .get("/{space}/log/filters", in: .every, needs: .logRead, showFilters),
    ],
    menu: [MenuItem("log.title", "/log", place: 70)],
    listings: [AnyListing(.log, .log), AnyListing(.log, .logAsItOpens)]
)
