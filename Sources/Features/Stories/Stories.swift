import Access
import Base
public import Routing

/// Stories about people of the register: written in versions, approved by each side, published and taken back.
public let stories = Feature(
    "stories",
    routes: [
        .look(
            "/{space}/manuscripts",
            in: [.association, .provider],
            needs: .storyWrite,
            discloses: [.name, .story],
            listStories
        ),
        .file(
            "/{space}/manuscripts/export.csv",
            in: [.association, .provider],
            needs: .storyWrite,
            discloses: [.name, .story],
            lane: .export,
            exportStories
        ),
        .look(
            "/{space}/people/{id}/story",
            in: [.association, .provider],
            needs: .storyWrite,
            discloses: [.name],
            showNewStory
        ),
        .submit(
            "/{space}/people/{id}/story",
            in: [.association, .provider],
            needs: .storyWrite,
            discloses: [.name],
            addStory
        ),
        .look(
            "/{space}/manuscripts/{id}",
            in: [.association, .provider],
            needs: .storyWrite,
            discloses: [.name, .story],
            showStory
        ),
        .look(
            "/{space}/manuscripts/{id}/edit",
            in: [.association, .provider],
            needs: .storyWrite,
            discloses: [.name, .story],
            showStoryForm
        ),
        .submit(
            "/{space}/manuscripts/{id}",
            in: [.association, .provider],
            needs: .storyWrite,
            discloses: [.name, .story],
            changeStory
        ),
        .post(
            "/{space}/manuscripts/{id}/proposal",
            in: [.association, .provider],
            needs: .storyWrite,
            proposeStory
        ),
        .post(
            "/{space}/manuscripts/{id}/answer",
            in: [.association, .provider],
            needs: .storyApprove,
            answerStory
        ),
        .post(
            "/{space}/manuscripts/{id}/publication",
            in: [.association, .provider],
            needs: .storyWrite,
            publishStory
        ),
        .post(
            "/{space}/manuscripts/{id}/recording/withdrawal",
            in: [.association, .provider],
            needs: .storyApprove,
            takeRecordingBack
        ),
        .post(
            "/{space}/manuscripts/{id}/withdrawal",
            in: [.association, .provider],
            needs: .storyWrite,
            takeStoryBack
        ),
    ],
    menu: [MenuItem("stories.title", "/manuscripts", place: 47)],
    waiting: [waitingStories],
    listings: [AnyListing(.stories, .stories)],
    statements: statementsOfStories,
    ofPerson: [storiesOfPerson],
    receives: [
        LetterReceiver(receiveApproval), LetterReceiver(receiveDecline),
        LetterReceiver(at: .association, receiveTakenBack),
    ]
)
