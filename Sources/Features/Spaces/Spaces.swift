import Access
public import Routing

/// The operator's pages, outside the spaces: which there are, new ones, closing and opening.
///
/// Never what is in them.
public let spaces = Feature(
    "spaces",
    routes: [
        .get("/operator", in: .outside, needs: .spaceManage, listSpaces),
        .file("/operator/export.csv", in: .outside, needs: .spaceManage, exportSpaces),
        .look("/operator/new", in: .outside, needs: .spaceManage, discloses: [], askForSpace),
        .submit("/operator/spaces", in: .outside, needs: .spaceManage, makeSpace),
        .look("/operator/spaces/{id}", in: .outside, needs: .spaceManage, discloses: [], showSpace),
        .look(
            "/operator/requests/{id}",
            in: .outside,
            needs: .spaceManage,
            discloses: [],
            showRequest
        ),
        .submit("/operator/requests/{id}", in: .outside, needs: .spaceManage, acceptRequest),
        .submit(
            "/operator/requests/{id}/refusal",
            in: .outside,
            needs: .spaceManage,
            refuseRequest
        ),
        .post("/operator/spaces/{id}/suspension", in: .outside, needs: .spaceManage, suspend),
        .post("/operator/spaces/{id}/resumption", in: .outside, needs: .spaceManage, resume),
        .submit("/operator/spaces/{id}/invitations", in: .outside, needs: .spaceManage, inviteInto),
    ]
)
