import Access
import Base
public import Routing

/// What a partner orders of an association: drafted, sent, cancelled, and what the association answers.
public let orders = Feature(
    "orders",
    routes: [
        .get("/{space}/orders", in: .partner, needs: .orderMake, listOrders),
        .file("/{space}/orders/export.csv", in: .partner, needs: .orderMake, exportOrders),
        .look("/{space}/orders/new", in: .partner, needs: .orderMake, discloses: [], newOrder),
        .submit("/{space}/orders", in: .partner, needs: .orderMake, makeOrder),
        .look(
            "/{space}/orders/{id}",
            in: .partner,
            needs: .orderMake,
            discloses: [.contact],
            showOrder
        ),
        .look(
            "/{space}/orders/{id}/edit",
            in: .partner,
            needs: .orderMake,
            discloses: [.contact],
            editOrder
        ),
        .submit(
            "/{space}/orders/{id}",
            in: .partner,
            needs: .orderMake,
            discloses: [.contact],
            changeOrder
        ),
        .post("/{space}/orders/{id}/sending", in: .partner, needs: .orderMake, sendOrder),
        .post("/{space}/orders/{id}/done", in: .partner, needs: .orderMake, closeOrder),
        .post("/{space}/orders/{id}/objection", in: .partner, needs: .orderMake, objectOrder),
        .post("/{space}/orders/{id}/no-show", in: .partner, needs: .orderMake, missOrder),
        .post("/{space}/orders/{id}/cancellation", in: .partner, needs: .orderMake, cancelOrder),
    ],
    menu: [MenuItem("orders.title", "/orders", place: 40)],
    acts: [MenuItem("orders.new", "/orders/new")],
    waiting: [waitingOrders],
    listings: [AnyListing(.orders, .orders)],
    statements: statementsOfOrders,
    receives: [
        LetterReceiver(receiveReceipt), LetterReceiver(receiveRefusal),
        LetterReceiver(receiveExpert), LetterReceiver(receiveExpertChange),
        LetterReceiver(at: .partner, receiveDone), LetterReceiver(at: .partner, receiveObjection),
    ]
)
