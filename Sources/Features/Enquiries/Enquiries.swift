import Access
public import Routing

/// How anybody asks an association to work together: its own text with the form, and the coordinators' answer.
public let enquiries = Feature(
    "enquiries",
    routes: [
        .look(
            "/{space}/co-operation",
            in: .association,
            needs: .enquirySend,
            discloses: [],
            showCoOperation
        ),
        .submit("/{space}/co-operation", in: .association, needs: .enquirySend, sendEnquiry),
        .look(
            "/{space}/co-operation/{id}",
            in: .association,
            needs: .enquirySend,
            discloses: [],
            provingEnquiry.show
        ),
        .submit(
            "/{space}/co-operation/{id}",
            in: .association,
            needs: .enquirySend,
            provingEnquiry.submit
        ),
        .get("/{space}/enquiries", in: .association, needs: .enquiryAnswer, listEnquiries),
        .file(
            "/{space}/enquiries/export.csv",
            in: .association,
            needs: .enquiryAnswer,
            exportEnquiries
        ),
        .look(
            "/{space}/enquiries/text",
            in: .association,
            needs: .enquiryAnswer,
            discloses: [],
            showText
        ),
        .submit("/{space}/enquiries/text", in: .association, needs: .enquiryAnswer, changeText),
        .look(
            "/{space}/enquiries/{id}",
            in: .association,
            needs: .enquiryAnswer,
            discloses: [.name, .contact],
            showEnquiry
        ),
        .submit(
            "/{space}/enquiries/{id}",
            in: .association,
            needs: .enquiryAnswer,
            discloses: [.name, .contact],
            answerEnquiry
        ),
        .look(
            "/{space}/enquiries/{id}/space",
            in: .association,
            needs: .enquiryAnswer,
            discloses: [],
            showProposal
        ),
        .submit(
            "/{space}/enquiries/{id}/space",
            in: .association,
            needs: .enquiryAnswer,
            proposeSpace
        ),
        .post(
            "/{space}/enquiries/{id}/state",
            in: .association,
            needs: .enquiryAnswer,
            moveEnquiry
        ),
    ],
    menu: [MenuItem("enquiries.title", "/enquiries", place: 46)],
    waiting: [waitingEnquiries],
    listings: [AnyListing(.enquiries, .enquiries)],
    statements: statementsOfEnquiries,
    jobs: [ScheduledJob(.enquiriesDue, erase)]
)
