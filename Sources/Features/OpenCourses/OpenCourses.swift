import Access
public import Routing

/// The pages of a training provider's courses that anybody may read.
public let openCourses = Feature(
    "open-courses",
    routes: [
        .get("/{space}/open-courses", in: .provider, needs: .nothing, listOpenCourses),
        .get("/{space}/open-courses/{id}", in: .provider, needs: .nothing, showOpenCourse),
    ]
)
