from collections import defaultdict

from odoo import Command, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..workflow.numbers import is_number
from ..workflow.workflow_mixin import AGENT, MANAGER, SUPPLIER, SYSTEM
from .supplier_case_line import OUTCOMES

RECEIPT_KEYS = frozenset(
    {"case_line_id", "received", "damaged", "uom", "outcome", "lots", "note"}
)
NOTE_LIMIT = 2000


class AftersalesSupplierCase(models.Model):
    """What arrived at the supplier, as the supplier or an agent reports it."""

    _inherit = "aftersales.supplier.case"

    def acknowledge(self, lines):
        """Confirm what arrived of the goods sent back; call again for later parcels.

        Several cases are reported together: a constant number of queries beside those
        of their documents.

        ``received`` and ``damaged`` count everything that arrived so far, all parcels
        together, in the product's own unit or in the one named: sending the same
        report twice changes nothing. Fewer, more, damaged or wrong units are normal
        outcomes. Damaged units count as arrived; what they are worth waits for an
        agent.

        :param list lines: dicts with ``case_line_id``, ``received``, and optionally
            ``damaged`` (included in received), ``uom`` (name or id of a unit of the
            same kind, e.g. the dozen of the purchase order), ``outcome`` (ok, wrong,
            empty, refused), ``lots`` (list of all numbers that arrived so far; one
            that was never sold on the order makes it a wrong item), ``note`` (text)
        :return: True
        :raise AccessError: the case, or one of its lines, is not the user's
        :raise ValidationError: a line is malformed, saying which key
        :raise UserError: nothing is expected back for a line
        """
        actor = self._derive_actor()
        # The supplier has rights on his case only; the receipt validates a transfer.
        self._as_system()._acknowledge(lines, actor, self.env.user.partner_id)
        return True

    def _acknowledge(self, lines, actor, author):
        """:meth:`acknowledge` for an actor who was checked, as superuser."""
        if actor not in (SUPPLIER, AGENT, MANAGER, SYSTEM):
            raise AccessError(self.env._("This case is not yours."))
        reports = self._parse_receipt(lines)
        case_lines = self.env["aftersales.supplier.case.line"]
        cases = case_lines.union(*reports).case_id
        if closed := cases.filtered(lambda case: case.state in ("draft", "cancelled")):
            raise UserError(
                self.env._(
                    "%(case)s is not open: nothing is expected back.",
                    case=", ".join(closed.mapped("name")),
                )
            )
        cases._lock_rows()
        news = defaultdict(list)
        quantities, lots = {}, {}
        for line, report in reports.items():
            if changed := line._receive(report, quantities, lots):
                news[line.case_id].append(changed)
        if quantities:
            cases.picking_ids._aftersales_receive(quantities, lots)
        if not news:
            return
        told = cases.filtered(lambda case: case in news)
        told._message_log_batch(
            {case.id: "\n".join(news[case]) for case in told}, author_id=author.id
        )
        bad = [line for line, report in reports.items() if report["outcome"] != "ok"]
        complaining = case_lines.union(*bad).case_id
        # Taking the goods without a word against it is the answer.
        accepted = (told - complaining).filtered(lambda case: case.state == "asked")
        accepted._follow("accept", actor, author=author)
        # Whose case was accepted has been advanced by that.
        (told - accepted).claim_id._advance()

    def _parse_receipt(self, lines):
        """``{case line: clean report}`` of what an outsider sent."""
        if not isinstance(lines, list | tuple) or not lines:
            raise ValidationError(
                self.env._("Send a list with at least one line of what arrived.")
            )
        reports = {}
        lines_by_id = {line.id: line for line in self.line_ids}
        for values in lines:
            if not isinstance(values, dict):
                raise ValidationError(self.env._("Each line is a set of named values."))
            if unknown := values.keys() - RECEIPT_KEYS:
                raise ValidationError(
                    self.env._(
                        "Unknown key: %(keys)s.",
                        keys=", ".join(sorted(map(str, unknown))),
                    )
                )
            line_id = values.get("case_line_id")
            line = lines_by_id.get(line_id if type(line_id) is int else None)
            if not line:
                raise AccessError(
                    self.env._(
                        "case_line_id: this line is not part of %s.",
                        ", ".join(self.mapped("name")),
                    )
                )
            unit = line._parse_unit(values.get("uom"))
            reports[line] = {
                "received": self._parse_quantity(values, "received", line, unit),
                "damaged": self._parse_quantity(values, "damaged", line, unit),
                "outcome": values.get("outcome") or "ok",
                "note": str(values.get("note") or "")[:NOTE_LIMIT],
                # Whether the units count although something else came as well.
                "counts": False,
            }
            lots, foreign = self._parse_lots(values, line)
            reports[line] |= {"lots": lots, "foreign": foreign}
            if reports[line]["outcome"] not in dict(OUTCOMES):
                raise ValidationError(
                    self.env._(
                        "outcome: use one of %(outcomes)s.",
                        outcomes=", ".join(dict(OUTCOMES)),
                    )
                )
            if reports[line]["damaged"] > reports[line]["received"]:
                raise ValidationError(
                    self.env._(
                        "damaged: damaged units are part of those received; "
                        "%(line)s has more damaged than received.",
                        line=line.display_name,
                    )
                )
            self._settle_lots(line, reports[line])
        return reports

    def _parse_quantity(self, values, key, line, unit):
        value = values.get(key) or 0.0
        if not is_number(value, 0, 1e6):
            raise ValidationError(
                self.env._("%(key)s: enter a number of units, 0 or more.", key=key)
            )
        return line._in_own_unit(float(value), unit)


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _receive(self, report, quantities, lots):
        """Note ``report`` and add to ``quantities`` what is to be validated.

        :param dict quantities: ``{move: units}``, product's unit, filled
        :param dict lots: ``{move: lots that arrived}``, filled when they were named
        :return: what is new, in words; empty when the report says nothing new
        :raise UserError: this line expects nothing back
        """
        self.ensure_one()
        if not self.awaits_goods:
            raise UserError(
                self.env._(
                    "%(line)s: nothing is sent back for this item.",
                    line=self.display_name,
                )
            )
        uom = self.uom_id
        good = report["outcome"] == "ok" or report["counts"]
        received = max(self.received, report["received"]) if good else self.received
        damaged = max(self.damaged, report["damaged"]) if good else self.damaged
        note = report["note"] or self.note or False
        if (
            uom.compare(received, self.received) == 0
            and uom.compare(damaged, self.damaged) == 0
            and (self.outcome or "ok") == report["outcome"]
            and note == (self.note or False)
        ):
            if not self.outcome:
                self._write_engine({"outcome": report["outcome"]})
            return ""
        self._allot(received, quantities)
        named = report["lots"]
        self._spread_arrived_lots(quantities, lots, named)
        self._write_engine(
            {
                "received": received,
                "damaged": min(damaged, received),
                "outcome": report["outcome"],
                "note": note,
                # Links are read before they are written, even none.
                **(
                    {"lot_ids": [Command.link(lot.id) for lot in named]}
                    if named
                    else {}
                ),
            }
        )
        return self._receipt_words(received - self.quantity) + self._lot_words(lots)

    def _allot(self, received, quantities):
        """Spread the units that are new over the open moves, never more than expected:
        what came too much is noted, not booked."""
        uom = self.uom_id
        booked = sum(
            move.product_uom._compute_quantity(move.quantity, uom, round=False)
            for move in self.move_ids
            if move.state == "done"
        )
        rest = min(received, self.quantity) - booked
        for move in self.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        ).sorted("id"):
            if uom.compare(rest, 0.0) <= 0:
                break
            units = min(
                rest,
                move.product_uom._compute_quantity(
                    move.product_uom_qty, uom, round=False
                ),
            )
            quantities[move] = units
            rest -= units

    def _receipt_words(self, surplus):
        outcome = dict(self._fields["outcome"]._description_selection(self.env))
        words = self.env._(
            "%(product)s: %(received)s of %(expected)s arrived, %(damaged)s damaged "
            "(%(outcome)s).",
            product=self.product_id.display_name,
            received=self._supplier_words(self.received),
            expected=self._supplier_words(self.quantity),
            damaged=self._supplier_words(self.damaged),
            outcome=outcome[self.outcome],
        )
        if self.uom_id.compare(surplus, 0.0) > 0:
            words += " " + self.env._(
                "%(surplus)s more than expected: decide whether to add them to the "
                "claim.",
                surplus=self._supplier_words(surplus),
            )
        return words
