import base64
import binascii

from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError, ValidationError
from odoo.tools import mute_logger

from ..workflow.numbers import is_number

CLAIM_KEYS = frozenset(
    {"order", "lines", "description", "evidence", "channel", "external_ref"}
)
LINE_KEYS = frozenset(
    {
        "order_line_id",
        "default_code",
        "quantity",
        "reason",
        "goods_status",
        "wish",
        "lots",
        "description",
    }
)


class AftersalesClaim(models.Model):
    """What shops and apps call; see ``docs`` for examples."""

    _inherit = "aftersales.claim"

    @api.model
    def api_submit(self, values):
        """Open and submit one claim; the same external reference never opens two.

        :param dict values: ``order`` (name within the company, or id), ``lines``
            (each ``order_line_id`` or an unambiguous ``default_code``, ``quantity`` in
            the product's own unit, ``reason`` code, and optionally ``goods_status``,
            ``wish``, ``lots``: numbers, of serial ones as many as units, which is then
            the default), ``description``, ``evidence`` (each ``name`` and base64
            ``content``), ``channel``, ``external_ref`` (required)
        :return: ``{"id", "name", "state", "url"}``
        :raise AccessError: the user is no after-sales agent
        :raise ValidationError: naming the key that is wrong
        """
        self.check_access("create")
        reference, channel = self._api_identity(values)
        if known := self._api_find(channel, reference):
            return known._api_result()
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                claim = self._api_create(values, channel, reference)
                claim.flush_recordset(["external_ref"])
        except UniqueViolation as error:
            # Another session was first. Our view of the database is older than its
            # claim: Odoo tries again, and then the loser finds the winner's claim.
            raise ConcurrencyError(str(error)) from error
        claim.api_add_evidence(values.get("evidence") or [])
        claim.action_submit()
        return claim._api_result()

    def api_add_evidence(self, files):
        """Add files to an undecided claim.

        :param list files: dicts with ``name`` and base64 ``content``
        :return: ids of the evidence created
        :raise ValidationError: a file is not one we accept, saying why
        """
        self.ensure_one()
        self.check_access("write")
        if not isinstance(files, list | tuple):
            raise ValidationError(self.env._("evidence: send a list of files."))
        decoded = []
        for number, file in enumerate(files, 1):
            key = f"evidence[{number}]"
            if not isinstance(file, dict) or not isinstance(file.get("content"), str):
                raise ValidationError(
                    self.env._("%(key)s: send name and base64 content.", key=key)
                )
            try:
                content = base64.b64decode(file["content"], validate=True)
            except (binascii.Error, ValueError) as error:
                raise ValidationError(
                    self.env._("%(key)s: the content is not base64.", key=key)
                ) from error
            decoded.append((str(file.get("name") or key), content))
        return self._add_evidence(decoded, source="customer").ids

    @api.model
    def api_status(self, external_ref):
        """Where the claims with this reference stand.

        :return: list of dicts with ``id``, ``name``, ``state``, ``url``, ``deadline``
        """
        self.check_access("read")
        claims = self.search([("external_ref", "=", str(external_ref or ""))])
        return [
            {**claim._api_result(), "deadline": claim.deadline or None}
            for claim in claims
        ]

    # ------------------------------------------------------------------ helpers

    def _api_result(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "url": self.get_base_url() + self.get_portal_url(),
        }

    def _api_identity(self, values):
        if not isinstance(values, dict):
            raise ValidationError(self.env._("Send a set of named values."))
        if unknown := values.keys() - CLAIM_KEYS:
            raise self._api_error(
                sorted(map(str, unknown))[0], self.env._("unknown key")
            )
        reference = self._api_text(values.get("external_ref")).strip()
        if not reference:
            raise self._api_error(
                "external_ref", self.env._("required: your own number of the request")
            )
        channel = values.get("channel") or "api"
        if channel not in self._fields["channel"].get_values(self.env):
            raise self._api_error("channel", self.env._("unknown channel"))
        return reference, channel

    def _api_find(self, channel, reference):
        return self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("channel", "=", channel),
                ("external_ref", "=", reference),
            ],
            limit=1,
        )

    def _api_text(self, value):
        """``value`` as text that a database can hold."""
        return str(value or "").replace("\x00", "")

    def _api_error(self, key, message):
        return ValidationError(
            self.env._("%(key)s: %(message)s.", key=key, message=message)
        )

    def _api_create(self, values, channel, reference):
        order = self._api_order(values.get("order"))
        lines = values.get("lines")
        if not isinstance(lines, list | tuple) or not lines:
            raise self._api_error("lines", self.env._("at least one line is required"))
        return self.create(
            {
                "order_id": order.id,
                "channel": channel,
                "external_ref": reference,
                "description": self._api_text(values.get("description")),
                "line_ids": [
                    (0, 0, self._api_line_vals(order, line, f"lines[{number}]"))
                    for number, line in enumerate(lines, 1)
                ],
            }
        )

    def _api_order(self, order):
        domain = [("company_id", "=", self.env.company.id)]
        if isinstance(order, int) and not isinstance(order, bool):
            domain.append(("id", "=", order))
        elif isinstance(order, str) and order:
            domain.append(("name", "=", order))
        else:
            raise self._api_error("order", self.env._("required: its number or id"))
        # An agent needs no sales rights; the order is looked for in his company only.
        found_sudo = self.env["sale.order"].sudo().search(domain, limit=2)
        if len(found_sudo) != 1:
            raise self._api_error("order", self.env._("no such order in this company"))
        return found_sudo

    def _api_line_vals(self, order, line, key):
        if not isinstance(line, dict):
            raise self._api_error(key, self.env._("not a set of named values"))
        if unknown := line.keys() - LINE_KEYS:
            raise self._api_error(
                f"{key}.{sorted(map(str, unknown))[0]}", self.env._("unknown key")
            )
        sale_line = self._api_sale_line(order, line, key)
        if refusal := sale_line._aftersales_refusal():
            raise self._api_error(key, refusal.rstrip("."))
        lots = self._api_lots(sale_line, line.get("lots") or [], key)
        quantity = line.get("quantity")
        is_serial = sale_line.product_id.tracking == "serial"
        if quantity is None and lots and is_serial:
            quantity = float(len(lots))
        if (
            not is_number(quantity, 0, 1e6)
            or sale_line.product_id.uom_id.compare(quantity, 0.0) <= 0
        ):
            raise self._api_error(f"{key}.quantity", self.env._("a number above 0"))
        if lots and is_serial and len(lots) != quantity:
            raise self._api_error(
                f"{key}.lots", self.env._("as many serial numbers as units, or none")
            )
        reason = self.env["aftersales.reason"].search(
            [("code", "=", str(line.get("reason") or ""))], limit=1
        )
        if not reason:
            raise self._api_error(f"{key}.reason", self.env._("unknown reason"))
        vals = {
            "sale_line_id": sale_line.id,
            "quantity": quantity,
            "reason_id": reason.id,
            "description": self._api_text(line.get("description")),
        }
        claim_line = self.env["aftersales.claim.line"]
        for name in ("goods_status", "wish"):
            if value := line.get(name):
                if value not in claim_line._fields[name].get_values(self.env):
                    raise self._api_error(f"{key}.{name}", self.env._("unknown value"))
                vals[name] = value
        if reason.code == "not_received":
            vals.setdefault("goods_status", "not_received")
        if lots:
            vals["lot_ids"] = [(6, 0, lots.ids)]
        return vals

    def _api_sale_line(self, order, line, key):
        if line_id := line.get("order_line_id"):
            found = order.order_line.filtered(lambda sale_line: sale_line.id == line_id)
            if len(found) != 1:
                raise self._api_error(
                    f"{key}.order_line_id", self.env._("not a line of this order")
                )
            return found
        code = line.get("default_code")
        found = order.order_line.filtered(
            lambda sale_line: code and sale_line.product_id.default_code == code
        )
        if len(found) != 1:
            raise self._api_error(
                f"{key}.default_code",
                self.env._("not exactly one line of this order has it"),
            )
        return found

    def _api_lots(self, sale_line, names, key):
        if not isinstance(names, list | tuple):
            raise self._api_error(f"{key}.lots", self.env._("a list of numbers"))
        names = list(dict.fromkeys(str(name) for name in names))
        delivered = sale_line.move_ids.move_line_ids.lot_id
        found = delivered.filtered(lambda lot: lot.name in names)
        known = found.mapped("name")
        if unknown := [name for name in names if name not in known]:
            raise self._api_error(
                f"{key}.lots",
                self.env._("%s was not delivered on this line", ", ".join(unknown)),
            )
        return found
