public import Base
public import Terms

/// An association asks the organisation that a story names for its approval, once whom it is about has given theirs.
public struct StoryProposedLetter: Letter {
    /// What both ends know the story by.
    public let story: ID<Story>
    /// Which version is meant.
    public let version: Int
    /// The name of the association.
    public let name: String
    /// Where the story stands once it is published: a path of this house.
    public let address: String
    /// The language of the story.
    public let language: Language
    /// Its title.
    public let title: String
    /// Its text, 1 to 4,000 characters.
    public let body: String
    /// The name under which whom it is about is told of.
    public let nameShown: String
    /// The link to a recording; empty for none, and where whom it is about has not approved it.
    public let recordingLink: String

    /// A letter with every field of its kind.
    public init(
        story: ID<Story>,
        version: Int,
        name: String,
        address: String,
        language: Language,
        title: String,
        body: String,
        nameShown: String,
        recordingLink: String
    ) {
        self.story = story
        self.version = version
        self.name = name
        self.address = address
        self.language = language
        self.title = title
        self.body = body
        self.nameShown = nameShown
        self.recordingLink = recordingLink
    }

    /// `story.proposed`.
    public static let kind = LetterKind.storyProposed
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("story", \.story),
        ("version", \.version),
        ("organisation", \.name),
        ("address", \.address),
        ("language", \.language),
        ("title", \.title),
        ("body", \.body),
        ("name_shown", \.nameShown),
        ("recording_link", \.recordingLink)
    )
    /// The story's id.
    public var reference: String { story.text }
    /// The association.
    public var sender: String { name }
}

/// The organisation approves a version of a story.
public struct StoryApprovedLetter: Letter {
    /// What both ends know the story by.
    public let story: ID<Story>
    /// Which version is meant.
    public let version: Int
    /// The name of the organisation.
    public let name: String
    /// Whether the link to the recording is approved too.
    public let recording: Bool

    /// A letter with every field of its kind.
    public init(story: ID<Story>, version: Int, name: String, recording: Bool) {
        self.story = story
        self.version = version
        self.name = name
        self.recording = recording
    }

    /// `story.approved`.
    public static let kind = LetterKind.storyApproved
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("story", \.story),
        ("version", \.version),
        ("organisation", \.name),
        ("recording", \.recording)
    )
    /// The story's id.
    public var reference: String { story.text }
    /// The organisation.
    public var sender: String { name }
}

/// The organisation does not approve a version of a story, and does not say why.
public struct StoryDeclinedLetter: Letter {
    /// What both ends know the story by.
    public let story: ID<Story>
    /// Which version is meant.
    public let version: Int
    /// The name of the organisation.
    public let name: String

    /// A letter with every field of its kind.
    public init(story: ID<Story>, version: Int, name: String) {
        self.story = story
        self.version = version
        self.name = name
    }

    /// `story.declined`.
    public static let kind = LetterKind.storyDeclined
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("story", \.story),
        ("version", \.version),
        ("organisation", \.name)
    )
    /// The story's id.
    public var reference: String { story.text }
    /// The organisation.
    public var sender: String { name }
}

/// One end takes back a version of a story, or the link to its recording, and does not say why.
public struct StoryTakenBackLetter: Letter {
    /// What both ends know the story by.
    public let story: ID<Story>
    /// Which version is meant.
    public let version: Int
    /// The name of the organisation that sends it.
    public let name: String
    /// What is taken back.
    public let matter: StoryMatter

    /// A letter with every field of its kind.
    public init(story: ID<Story>, version: Int, name: String, matter: StoryMatter) {
        self.story = story
        self.version = version
        self.name = name
        self.matter = matter
    }

    /// `story.taken-back`.
    public static let kind = LetterKind.storyTakenBack
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("story", \.story),
        ("version", \.version),
        ("organisation", \.name),
        ("matter", \.matter)
    )
    /// The story's id.
    public var reference: String { story.text }
    /// The organisation.
    public var sender: String { name }
}
