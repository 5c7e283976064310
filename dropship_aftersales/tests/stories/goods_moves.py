"""Parcels on their way back, and what suppliers and our warehouse find in them."""

from hypothesis import strategies as st

from .actors import (
    AGENT,
    CUSTOMER,
    OTHER_SUPPLIER,
    PEOPLE,
    SUPPLIER,
    party,
)
from .deck import move

SENDERS = st.sampled_from((*[CUSTOMER] * 10, *[AGENT] * 8, *PEOPLE))
RECEIVERS = st.sampled_from(
    (*[SUPPLIER] * 8, *[OTHER_SUPPLIER] * 4, *[AGENT] * 10, *PEOPLE)
)
AGENTS_MOSTLY = st.sampled_from((*[AGENT] * 24, *PEOPLE))
# Of so many units; more, nothing and nonsense now and then.
ARRIVED = st.sampled_from((1.0, 2.0, 1.0, 2.0, 3.0, 0.0, 9.0, 0.5, -1.0))
DAMAGED = st.sampled_from((0.0, 0.0, 0.0, 1.0, 2.0))
OUTCOMES = st.sampled_from(("ok", "ok", "ok", "wrong", "empty", "refused"))


class GoodsMoves:
    @move(3, needs=lambda story: story.parcels())
    def move_declare_a_parcel(self, data):
        parcel = self.pick(data, self.parcels())
        actor = data.draw(SENDERS)
        claim = parcel.aftersales_claim_id

        def ship():
            mine = self.as_(actor, parcel)
            mine.carrier_tracking_ref = "1Z42"
            mine.action_aftersales_ship()

        self.attempt(
            f"{actor} says that a parcel of {self.call(claim)} ({parcel.state}) is on "
            "its way",
            ship,
            may=party(actor, claim, self.world) in ("customer", "agent", "manager"),
        )

    def parcels(self):
        return [
            picking
            for picking in self.live().picking_ids.sorted("id")
            if picking.is_aftersales_return
        ]

    # ------------------------------------------------------------------ suppliers

    def awaited(self):
        return list(self.live().case_ids.line_ids.filtered("awaits_goods").sorted("id"))

    @move(4, needs=lambda story: story.awaited())
    def move_acknowledge(self, data):
        line = self.pick(data, self.awaited())
        actor = data.draw(RECEIVERS)
        report = {
            "case_line_id": line.id,
            "received": data.draw(ARRIVED),
            "damaged": data.draw(DAMAGED),
            "outcome": data.draw(OUTCOMES),
        }
        found = party(actor, line.case_id, self.world)
        self.attempt(
            f"{actor} reports for {self.call(line.case_id)} that "
            f"{report['received']:g} of {line.quantity:g} {line.product_id.name} "
            f"arrived, {report['damaged']:g} of them damaged, {report['outcome']}",
            lambda: self.as_(actor, line.case_id).acknowledge([report]),
            may=found in ("supplier", "agent", "manager"),
        )

    @move(2, needs=lambda story: story.awaited())
    def move_everything_arrives(self, data):
        self.all_arrives(self.pick(data, self.awaited()).case_id)

    def all_arrives(self, case):
        report = [
            {"case_line_id": line.id, "received": line.quantity}
            for line in case.line_ids.filtered("awaits_goods")
        ]
        self.attempt(
            f"The agent reports for {self.call(case)} that everything arrived",
            lambda: self.as_(AGENT, case).acknowledge(report),
        )

    @move(2, needs=lambda story: story.live().case_ids.line_ids)
    def move_decide_on_a_receipt(self, data):
        line = self.pick(data, self.live().case_ids.line_ids.sorted("id"))
        actor = data.draw(AGENTS_MOSTLY)
        step = data.draw(st.sampled_from(("credit_damage", "expect_no_more")))
        self.attempt(
            f"{actor} takes “{step}” for {line.quantity:g} {line.product_id.name} of "
            f"{self.call(line.case_id)}",
            getattr(self.as_(actor, line), f"action_{step}"),
            may=party(actor, line.case_id, self.world) in ("agent", "manager"),
        )

    @move(1, needs=lambda story: story.live().case_ids.line_ids)
    def move_change_a_suppliers_share(self, data):
        line = self.pick(data, self.live().case_ids.line_ids.sorted("id"))
        actor = data.draw(AGENTS_MOSTLY)
        percent = data.draw(st.sampled_from((40.0, 0.0, 33.3, 100.0, 130.0)))
        self.attempt(
            f"{actor} writes {percent:g} % on an item of {self.call(line.case_id)}",
            lambda: self.as_(actor, line).write({"percent": percent}),
            may=party(actor, line.case_id, self.world) in ("agent", "manager"),
        )

    # ------------------------------------------------------------------ our warehouse

    def our_parcels(self):
        return [
            picking
            for picking in self.parcels()
            if picking.location_dest_id.usage == "internal"
            and picking.state not in ("done", "cancel")
        ]

    @move(4, needs=lambda story: story.our_parcels())
    def move_our_warehouse_receives(self, data):
        parcel = self.pick(data, self.our_parcels())
        moves = parcel.move_ids
        wanted = sum(moves.mapped("product_uom_qty"))
        units = min(data.draw(st.sampled_from((9.0, 1.0))), wanted)

        def receive():
            rest = units
            for stock_move in moves:
                stock_move.quantity = min(rest, stock_move.product_uom_qty)
                stock_move.picked = bool(stock_move.quantity)
                rest -= stock_move.quantity
            parcel.with_context(skip_backorder=True).button_validate()
            parcel.aftersales_claim_id._advance()

        self.attempt(
            f"Our warehouse takes in {units:g} of {wanted:g} units of "
            f"{self.call(parcel.aftersales_claim_id)}",
            receive,
        )
