import Access
public import Routing

/// The operator's pages, outside the spaces: which there are, new ones, closing and opening.
///
/// Never what is in them.
public let spaces = Feature(
    "spaces",
    routes: [
        .get("/operator", needs: .spaceManage, listSpaces),
        .get("/operator/new", needs: .spaceManage, askForSpace),
        .post("/operator/spaces", needs: .spaceManage, makeSpace),
        .get("/operator/spaces/{id}", needs: .spaceManage, showSpace),
        .post("/operator/spaces/{id}/suspension", needs: .spaceManage, suspend),
        .post("/operator/spaces/{id}/resumption", needs: .spaceManage, resume),
        .post("/operator/spaces/{id}/invitations", needs: .spaceManage, inviteInto),
    ]
)
