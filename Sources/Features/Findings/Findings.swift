import Access
import Base
public import Routing

/// What helped or hindered in engagements, without persons: kept by the association, or shared with the partner.
public let findings = Feature(
    "findings",
    routes: [
        .look(
            "/{space}/findings",
            in: [.association, .partner],
            needs: .findingWrite,
            discloses: [.words],
            listFindings
        ),
        .file(
            "/{space}/findings/export.csv",
            in: [.association, .partner],
            needs: .findingWrite,
            discloses: [.words],
            lane: .export,
            exportFindings
        ),
        .look(
            "/{space}/findings/{id}",
            in: [.association, .partner],
            needs: .findingWrite,
            discloses: [.name, .words],
            showFinding
        ),
        .look(
            "/{space}/engagement-findings/{id}",
            in: .association,
            needs: .findingWrite,
            discloses: [.name],
            showNewFinding
        ),
        .submit(
            "/{space}/engagement-findings/{id}",
            in: .association,
            needs: .findingWrite,
            discloses: [.name],
            writeFinding
        ),
        .post(
            "/{space}/findings/{id}/approval",
            in: .association,
            needs: .findingWrite,
            approveFinding
        ),
        .post(
            "/{space}/findings/{id}/refusal",
            in: .association,
            needs: .findingWrite,
            declineFinding
        ),
        .post(
            "/{space}/findings/{id}/sharing",
            in: .association,
            needs: .findingWrite,
            shareFinding
        ),
    ],
    menu: [MenuItem("findings.title", "/findings", place: 48)],
    waiting: [waitingFindings],
    listings: [AnyListing(.findings, .findings)],
    receives: [LetterReceiver(receiveFinding)]
)
