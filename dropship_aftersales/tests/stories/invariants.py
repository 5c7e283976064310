"""What holds after every step of every story."""

from .actors import AGENT, MANAGER

ENDED = ("closed", "cancelled")


class Invariants:
    def check(self):
        """Look at everything, if anything has changed since the last time."""
        if not self.has_changed:
            return
        self.has_changed = False
        claims = self.live()
        self.world.assertBooksBalance(claims)
        self._check_orders(claims.order_id)
        for claim in claims:
            self._check_claim(claim)
        for case in claims.case_ids:
            self._check_words(case, "supplier")

    # ------------------------------------------------------------------ nothing twice

    def _check_orders(self, orders):
        for line in orders.order_line:
            name = line.display_name
            given = sum(line.aftersales_remedy_ids.mapped("settled_qty"))
            ordered = max(line.product_uom_qty, line.qty_delivered)
            self._at_most(given, ordered, f"{name}: more given back than was sold")
            self._at_most(
                line.aftersales_claimed_qty, ordered, f"{name}: more held than sold"
            )
            decided = line.aftersales_claim_line_ids.filtered(
                lambda claim_line: claim_line.claim_state in ("approved", "resolved")
            )
            self._at_most(
                sum(decided.mapped("granted_quantity")),
                ordered,
                f"{name}: more granted than was sold",
            )
        credits = orders.invoice_ids.filtered(
            lambda move: move.move_type == "out_refund" and move.state == "posted"
        )
        for credit in credits:
            paid = credit._get_reconciled_payments()
            self._at_most(
                sum(paid.mapped("amount")),
                credit.amount_total,
                f"{credit.name}: more paid out than credited",
            )

    def _at_most(self, value, most, message):
        self.world.assertLessEqual(round(value, 4), round(most, 4), message)

    # ------------------------------------------------------------------ a way on

    def _check_claim(self, claim):
        name = self.call(claim)
        stuck = claim._stuck_activities()
        self.world.assertFalse(stuck.mapped("note"), f"{name} is stuck")
        self._check_words(claim, "customer")
        if claim.state not in ENDED:
            self.world.assertTrue(
                self.as_(MANAGER, claim).open_verbs or claim.deadline or claim.case_ids,
                f"{name} is {claim.state}, and nobody can move it",
            )

    # ------------------------------------------------------------------ words

    def _check_words(self, document, outsider):
        """Both audiences are told where it stands and what comes next."""
        for audience, reader in (
            (outsider, document),
            ("agent", self.as_(AGENT, document)),
        ):
            move = reader._next_move(audience)
            label = f"{self.call(document)} for the {audience}: {move}"
            for key in ("headline", "chip", "tone"):
                self.world.assertTrue(move[key], label)
            for key in ("text", "silence"):
                self.world.assertIsInstance(move[key], str, label)
            steps = reader._steps(audience)
            self.world.assertTrue(steps, label)
            self.world.assertTrue(all(step["label"] for step in steps), label)
