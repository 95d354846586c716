import Access
public import Routing

/// The operator's pages, outside the spaces: which there are, new ones, closing and opening.
///
/// Never what is in them.
public let spaces = Feature(
    "spaces",
    routes: [
        .get("/operator", in: .outside, needs: .spaceManage, listSpaces),
        .get("/operator/new", in: .outside, needs: .spaceManage, askForSpace),
        .post("/operator/spaces", in: .outside, needs: .spaceManage, makeSpace),
        .get("/operator/spaces/{id}", in: .outside, needs: .spaceManage, showSpace),
        .post("/operator/spaces/{id}/suspension", in: .outside, needs: .spaceManage, suspend),
        .post("/operator/spaces/{id}/resumption", in: .outside, needs: .spaceManage, resume),
        .post("/operator/spaces/{id}/invitations", in: .outside, needs: .spaceManage, inviteInto),
    ]
)
