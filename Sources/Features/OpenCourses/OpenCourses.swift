import Access
public import Routing

/// What anybody may read of a space: what it is, whom to ask, its privacy notice, and a provider's open courses.
public let openCourses = Feature(
    "open-courses",
    routes: [
        .lead("/{space}", in: .every, needs: .nothing, openSpace),
        .get("/{space}/privacy", in: [.provider, .association], needs: .nothing, showPrivacy),
        .get("/{space}/open-courses", in: .provider, needs: .nothing, listOpenCourses),
        .get("/{space}/open-courses/{id}", in: .provider, needs: .nothing, showOpenCourse),
    ]
)
