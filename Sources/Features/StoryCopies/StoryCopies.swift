import Access
import Base
public import Routing

/// Stories that name the organisation, at its own end: read, approved or not, taken back.
public let storyCopies = Feature(
    "story-copies",
    routes: [
        .look(
            "/{space}/story-copies",
            in: .partner,
            needs: .storyApprove,
            discloses: [.story],
            listCopies
        ),
        .file(
            "/{space}/story-copies/export.csv",
            in: .partner,
            needs: .storyApprove,
            discloses: [.story],
            lane: .export,
            exportCopies
        ),
        .look(
            "/{space}/story-copies/{id}",
            in: .partner,
            needs: .storyApprove,
            discloses: [.story],
            showCopy
        ),
        .post("/{space}/story-copies/{id}/answer", in: .partner, needs: .storyApprove, answerCopy),
        .post(
            "/{space}/story-copies/{id}/recording/withdrawal",
            in: .partner,
            needs: .storyApprove,
            takeCopyRecordingBack
        ),
        .post(
            "/{space}/story-copies/{id}/withdrawal",
            in: .partner,
            needs: .storyApprove,
            takeCopyBack
        ),
    ],
    menu: [MenuItem("stories.title", "/story-copies", place: 47)],
    waiting: [waitingCopies],
    listings: [AnyListing(.copies, .copies)],
    receives: [
        LetterReceiver(receiveProposedStory), LetterReceiver(at: .partner, receiveTakenBack),
    ]
)
