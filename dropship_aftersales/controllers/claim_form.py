"""The request form of an order: what was typed into it and what is wrong with it."""

import re

from odoo.http import request

from ..models.orders.uom_uom import plain_number
from ..models.workflow.numbers import is_number
from .portal_access import clean_text

PICK_KEY = re.compile(r"pick_(\d+(?:_\d+)?)")
# In the order of the page.
FIELDS = ("quantity", "lots", "reason", "status")


class ClaimForm:
    """One order's form. Reads the keys of this order's items and no other.

    :param typed: what was posted; without it, what the ``draft`` says
    :ivar items: what ``_aftersales_offer`` offers, with what was typed
    :ivar errors: ``(anchor, sentence)`` pairs in the order of the page
    """

    def __init__(self, order, typed=None, draft=None):
        self.order = order
        self.draft = draft
        if typed is None and draft:
            typed = draft._typed_items()
        self.typed = typed or {}
        self.errors = []
        self.reasons = order.env["aftersales.reason"].search([])
        statuses = order.env["aftersales.claim.line"]._fields["goods_status"]
        # That it never arrived is a reason; nobody says it twice.
        self.statuses = [
            status
            for status in statuses._description_selection(request.env)
            if status[0] != "not_received"
        ]
        self.items = [self._prepare_item(offer) for offer in order._aftersales_offer()]
        possible = self.possible
        if typed is None and len(possible) == 1:
            possible[0]["picked"] = True
        self._add_promises()

    @property
    def possible(self):
        return [item for item in self.items if not item["refusal"]]

    @property
    def impossible(self):
        return [item for item in self.items if item["refusal"]]

    def _prepare_item(self, offer):
        key = offer["key"]
        typed = {
            name: clean_text(self.typed.get(f"{name}_{key}"))
            for name in ("pick", "quantity", "reason", "status", "note")
        }
        chosen_lots = {clean_text(value) for value in self._typed_list(f"lot_{key}")}
        return {
            **offer,
            "max": plain_number(offer["maximum"]),
            "picked": bool(typed["pick"]),
            "quantity": typed["quantity"] or "1",
            "reason": typed["reason"],
            "status": typed["status"],
            "note": typed["note"],
            "chosen_lots": offer["lots"].filtered(
                lambda lot: str(lot.id) in chosen_lots
            ),
            "unknown_lots": len(chosen_lots - {str(i) for i in offer["lots"].ids}),
            "words": offer["delivered"],
            "refused": False,
            "errors": {},
        }

    def _add_promises(self):
        """What follows from what is typed about the items, in words: the same that
        is judged when the request is sent."""
        asked = [item for item in self.possible if self._reason(item["reason"])]
        lines = self.order.env["aftersales.claim.line"].union(
            *(self._prepare_claimed(item) for item in asked)
        )
        lines._load_terms()
        for item, line in zip(asked, lines, strict=True):
            item["words"] = line._request_words()
            item["refused"] = line._is_refused_at_once()

    def _prepare_claimed(self, item):
        """The claim line that ``item`` would become; it is never saved."""
        reason = self._reason(item["reason"])
        status = item["status"]
        if reason.code == "not_received":
            status = "not_received"
        elif status not in dict(self.statuses):
            status = "opened"
        quantity = parse_number(item["quantity"])
        return self.order.env["aftersales.claim.line"].new(
            {
                **item["vals"],
                "quantity": quantity if quantity and quantity > 0 else 1.0,
                "reason_id": reason.id,
                "goods_status": status,
                "lot_ids": [(6, 0, item["chosen_lots"].ids)],
            }
        )

    def _reason(self, code):
        return self.reasons.filtered(lambda reason: reason.code == code)

    def _typed_list(self, name):
        if hasattr(self.typed, "getlist"):
            return self.typed.getlist(name)
        values = self.typed.get(name, [])
        return values if isinstance(values, list) else [values]

    # ------------------------------------------------------------------ parsing

    def parse(self):
        """Values of the claim lines that were typed; ``errors`` says what is wrong."""
        env = request.env
        known = {item["key"] for item in self.possible}
        posted = {
            match.group(1)
            for key in self.typed
            if (match := PICK_KEY.fullmatch(str(key)))
        }
        if posted - known:
            self.errors.append(
                (
                    "items",
                    env._("An item cannot be requested any more. Choose from these."),
                )
            )
        picked = [item for item in self.possible if item["picked"]]
        if not picked:
            self.errors.append(("items", env._("Choose at least one item.")))
        return [self._read_item(item) for item in picked]

    def quote(self):
        """What the live texts say: for each item what is wrong with the number, and
        what follows from the rest. The same check as that of :meth:`parse`."""
        self.parse()
        return {
            item["key"]: {
                "error": item["errors"].get("quantity")
                or item["errors"].get("lots", ""),
                "words": item["words"],
            }
            for item in self.possible
            if item["picked"]
        }

    def _read_item(self, item):
        env = request.env
        reason = self._read_reason(item)
        status = item["status"]
        if reason.code == "not_received":
            status = item["status"] = "not_received"
        elif status not in dict(self.statuses):
            self._fail(item, "status", env._("Tell us where the item is now."))
        quantity = self._read_quantity(item, status)
        lots = self._read_lots(item, quantity)
        self.errors += [
            (f"{field}_{item['key']}", item["errors"][field])
            for field in FIELDS
            if field in item["errors"]
        ]
        return {
            **item["vals"],
            "quantity": quantity,
            "reason_id": reason.id,
            "goods_status": status,
            "description": item["note"],
            "lot_ids": [(6, 0, lots.ids)],
        }

    def _read_reason(self, item):
        reason = self._reason(item["reason"])
        if not reason:
            self._fail(item, "reason", request.env._("Tell us what is wrong."))
        elif item["refused"]:
            self._fail(item, "reason", item["words"])
        return reason

    def _read_quantity(self, item, status):
        env = request.env
        quantity = parse_number(item["quantity"])
        maximum = item["ordered" if status == "not_received" else "received"]
        if quantity is None or quantity <= 0:
            self._fail(item, "quantity", env._("Enter how many, 1 or more."))
        elif item["whole"] and not quantity.is_integer():
            self._fail(item, "quantity", env._("Enter whole numbers only."))
        elif item["product"].uom_id.compare(quantity, maximum) > 0:
            self._fail(item, "quantity", self._too_many(item, maximum))
        return quantity

    def _too_many(self, item, maximum):
        env = request.env
        if maximum:
            unit = item["product"].uom_id
            return env._(
                "Only %s of it can still be requested.", unit._aftersales_words(maximum)
            )
        if item["ordered"]:
            return env._(
                "It has not been delivered yet. Choose “It never arrived” if you have "
                "waited too long."
            )
        return env._("All of it is in a request already.")

    def _read_lots(self, item, quantity):
        lots = item["chosen_lots"]
        serial = item["product"].tracking == "serial"
        if item["unknown_lots"]:
            self._fail(
                item, "lots", request.env._("Choose from the numbers of this order.")
            )
        elif serial and lots and quantity and len(lots) != quantity:
            self._fail(
                item,
                "lots",
                request.env._("Choose as many serial numbers as items, or none."),
            )
        return lots

    def _fail(self, item, field, sentence):
        item["errors"][field] = sentence


def parse_number(text, most=1e6):
    """A finite number from what a person typed; ``None`` when it is none."""
    try:
        number = float(str(text or "").strip().replace(",", "."))
    except ValueError:
        return None
    return number if is_number(number, -most, most) else None
