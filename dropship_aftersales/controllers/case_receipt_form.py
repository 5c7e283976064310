"""The receipt form of a case: what was typed into it and what is wrong with it."""

import re

from odoo.http import request

from ..models.cases.supplier_case_line import OUTCOMES
from ..models.orders.uom_uom import plain_number
from .claim_form import parse_number
from .portal_access import clean_text

# Numbers that were typed, not ticked.
SEPARATORS = re.compile(r"[,;\n]")


class ReceiptForm:
    """One case's receipt. Reads the keys of its own lines and no other.

    :ivar items: the lines that await goods, with what was typed or is known
    :ivar errors: ``(anchor, sentence)`` pairs in the order of the page
    """

    def __init__(self, case_sudo, typed=None):
        self.case = case_sudo
        self.typed = typed
        self.errors = []
        lines_sudo = case_sudo.line_ids.filtered("awaits_goods")
        self.items = [self._prepare_item(line_sudo) for line_sudo in lines_sudo]

    def _prepare_item(self, line_sudo):
        key = str(line_sudo.id)
        expected_lots = line_sudo._expected_lots()
        units_sudo = line_sudo._units()
        unit_sudo = units_sudo[:1]

        def entered(quantity):
            return plain_number(line_sudo.uom_id._aftersales_to(quantity, unit_sudo))

        chosen = self._value(f"unit_{key}", str(unit_sudo.id))
        return {
            "line": line_sudo,
            "key": key,
            "units": units_sudo,
            "unit": units_sudo.filtered(lambda unit: str(unit.id) == chosen)
            or unit_sudo,
            "other_lots": self._value(f"other_lot_{key}", ""),
            "received": self._value(
                f"received_{key}", entered(max(line_sudo.quantity, line_sudo.received))
            ),
            "damaged": self._value(f"damaged_{key}", entered(line_sudo.damaged)),
            "outcome": self._value(f"outcome_{key}", line_sudo.outcome or "ok"),
            "note": self._value(f"note_{key}", line_sudo.note or ""),
            "lots": expected_lots,
            "chosen_lots": self._chosen_lots(key, line_sudo, expected_lots),
            "photos": line_sudo.evidence_ids,
            "error": "",
        }

    def _value(self, name, default):
        if self.typed is None:
            return default
        return clean_text(self.typed.get(name))

    def _chosen_lots(self, key, line_sudo, lots):
        if self.typed is None:
            # More than are expected back: nobody said which.
            return lots if len(lots) <= line_sudo.quantity else lots.browse()
        chosen = {str(name) for name in self._list(f"lot_{key}")}
        return lots.filtered(lambda lot: lot.name in chosen)

    def _list(self, name):
        if hasattr(self.typed, "getlist"):
            return self.typed.getlist(name)
        value = self.typed.get(name) or []
        return value if isinstance(value, list) else [value]

    # ------------------------------------------------------------------ parsing

    def parse(self):
        """The report, as ``acknowledge`` takes it; ``errors`` says what is wrong."""
        if not self.case._expects_goods():
            sentence = request.env._("Nothing is expected back for this case any more.")
            self.errors.append(("receipt", sentence))
            return []
        return [self._read(item) for item in self.items]

    def _read(self, item):
        env = request.env
        received = parse_number(item["received"] or "0")
        damaged = parse_number(item["damaged"] or "0")
        if None in (received, damaged) or min(received, damaged) < 0:
            self._fail(item, env._("Enter numbers of items, 0 or more."))
            received = damaged = 0.0
        elif damaged > received:
            self._fail(
                item,
                env._(
                    "More items are damaged than arrived. Damaged items count as "
                    "arrived."
                ),
            )
        elif item["outcome"] not in dict(OUTCOMES):
            self._fail(item, env._("Choose what was in the parcel."))
        line_sudo = item["line"]
        others = [name.strip() for name in SEPARATORS.split(item["other_lots"])]
        return {
            "case_line_id": line_sudo.id,
            "received": line_sudo._in_own_unit(received, item["unit"]),
            "damaged": line_sudo._in_own_unit(damaged, item["unit"]),
            "outcome": item["outcome"],
            "lots": [*item["chosen_lots"].mapped("name"), *filter(None, others)],
            "note": item["note"],
        }

    def _fail(self, item, sentence):
        item["error"] = sentence
        self.errors.append((f"received_{item['key']}", sentence))

    def outlook(self):
        """What confirming leads to, in sentences; or what is wrong with the form."""
        report = self.parse()
        if self.errors:
            return [sentence for _anchor, sentence in self.errors]
        return self.case._receipt_outlook(report)
