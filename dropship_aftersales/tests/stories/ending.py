"""Every story can be brought to an end by people who want it to end."""

from .actors import MANAGER

ROUNDS = 6
ENDED = {
    "aftersales.claim": ("closed", "cancelled"),
    "aftersales.supplier.case": ("settled", "written_off", "cancelled"),
    "aftersales.remedy": ("done", "cancelled"),
    "stock.picking": ("done", "cancel"),
}


class Ending:
    """The manager does for every document what moves it on; then nothing is open."""

    def everything_ends(self):
        self.tale.append("Now the manager brings everything to an end.")
        for _round in range(ROUNDS):
            if not self._open_documents():
                break
            for claim in self.live():
                self._move_on(claim)
            self.pass_days(45)
        self.world.assertFalse(
            [self.call(document) for document in self._open_documents()],
            "This cannot be brought to an end",
        )

    def _open_documents(self):
        claims = self.live()
        found = [*claims, *claims.case_ids, *claims.remedy_ids]
        open_documents = [
            document
            for document in found
            if document.state not in ENDED[document._name]
        ]
        return open_documents or [
            picking.aftersales_claim_id
            for picking in claims.picking_ids
            if picking.state not in ENDED["stock.picking"]
        ]

    def _move_on(self, claim):
        if claim.state == "draft":
            self._try("deletes", claim, "unlink")
            return
        self._settle_documents(claim)
        for case in claim.case_ids:
            if case.state == "asked":
                self._try("accepts", case, "action_accept")
            if case.state == "disputed":
                self._try("rules on", case, "action_rule")
        if claim.state == "evidence":
            self._try("goes on with", claim, "action_give_evidence")
        if claim.state == "offer":
            self._try("declines for the customer", claim, "action_refuse")
        if claim.state in ("review", "supplier"):
            self._decide(claim)
        for remedy in claim.remedy_ids:
            if remedy.state == "running":
                self._finish(remedy)
            if remedy.state == "done" and remedy.move_ids.filtered(
                lambda move: move.state not in ("done", "cancel")
            ):
                self._try("expects no more of", remedy, "action_expect_no_more")
        for case in claim.case_ids:
            if case.state == "accepted":
                case.write_off_reason = "It is long ago."
                self._try("writes off", case, "action_write_off")

    def _settle_documents(self, claim):
        """Book-keepers invoice what was delivered and end what they began."""
        order = claim.order_id
        if any(line.qty_to_invoice > 0 for line in order.order_line):
            self.attempt(
                f"The order of {self.call(claim)} is invoiced",
                lambda: self.world._invoice(order, post=False),
            )
        drafts = (
            order.invoice_ids | order._get_purchase_orders().invoice_ids
        ).filtered(lambda move: move.state == "draft")
        for move in drafts:
            move.invoice_date = move.invoice_date or self.world.today()

        def post():
            drafts.action_post()
            self.run_jobs()

        if drafts:
            self.attempt(f"Drafts are posted for {self.call(claim)}", post)

    def _decide(self, claim):
        proposed = claim.remedy_ids.filtered(lambda r: r.state == "proposed")
        if proposed:
            self.attempt(
                f"The manager takes back what is proposed on {self.call(claim)}",
                proposed.unlink,
            )
        mine = self.as_(MANAGER, claim)
        for line in mine.line_ids:
            given = line._remedied_quantity()
            line.write(
                {
                    "decision": "granted" if given else "refused",
                    "granted_quantity": given,
                }
            )
        if any(claim.line_ids.mapped("granted_quantity")):
            self._try("approves", claim, "action_approve")
        else:
            self._try("rejects", claim, "action_reject")

    def _finish(self, remedy):
        self._try("pays out", remedy, "action_pay_out")
        if remedy.state == "running":
            self._try("settles", remedy, "action_settle_received") or self._try(
                "cancels", remedy, "action_cancel"
            ) or self._try("refunds in full", remedy, "action_refund_in_full")
        if remedy.state == "running":
            self._try("pays out", remedy, "action_pay_out")

    def _try(self, what, document, name):
        return self.attempt(
            f"The manager {what} {self.call(document)}, which is {document.state}",
            getattr(self.as_(MANAGER, document), name),
        )
