"""What suppliers promised, written down when a claim is submitted.

Everything that is decided later reads what was written down: terms that are edited
meanwhile change no open claim. The return address is kept as a contact, so that a
supplier who moves is still found.
"""

import json
from datetime import datetime, time, timedelta

from pytz import UTC, UnknownTimeZoneError, timezone

from odoo import fields, models
from odoo.exceptions import UserError

from ..policies.policy_terms import in_language


class AftersalesSupplierTerms(models.Model):
    _inherit = "aftersales.supplier.terms"

    def _prepare_promise(self):
        """These terms as JSON can hold them, without what depends on the goods."""
        self.ensure_one()
        return {
            "terms": self.id,
            "name": self.partner_id.display_name,
            "window_days": self.window_days,
            "answer_hours": self.answer_hours,
            "freight_payer": self.freight_payer,
            "replacement_mode": self.replacement_mode,
            "credits_every_return": self.credits_every_return,
            "restocking_percent": self.restocking_percent,
            "settlement": self.settlement,
            "contact": self.contact_id.id,
            "lang": self.lang,
        }

    def _prepare_place(self, entry):
        """Where parcels go: to ``entry`` of the address book, or to the address of
        these terms when it is empty. ``address`` is False for the supplier's own."""
        named = entry if entry.shown_name else self
        texts = named._fields["shown_name"]._get_stored_translations(named) or {}
        return {
            "address": (entry.partner_id or self.return_partner_id).id,
            "shown_name": {lang: text for lang, text in texts.items() if text},
        }


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    supplier_terms = fields.Json(
        string="Supplier Terms as They Were",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="What each supplier promised us when the claim was submitted.",
    )

    def _refuse_frozen(self, vals):
        super()._refuse_frozen(vals)
        if vals.keys() & {"supplier_terms", "exposure"}:
            raise UserError(
                self.env._(
                    "What suppliers promised is written down when the claim is "
                    "submitted, and what we bear follows from it."
                )
            )

    def _freeze_contracts(self):
        super()._freeze_contracts()
        # Nobody who submits a claim has to see what suppliers promised.
        same = {}
        for line, promises in self.sudo()._todays_contracts().items():
            same.setdefault(json.dumps(promises, sort_keys=True), []).append(line)
        for promises, lines in same.items():
            self.browse().union(*lines).sudo()._write_engine(
                {"supplier_terms": json.loads(promises)}
            )

    def _terms_of(self, partner):
        """What ``partner`` promised for this item: as it was written down, or as it
        is today for an item that is not submitted, or was before terms were kept.

        :return: dict, see :meth:`_prepare_supplier_promise`; empty without terms
        """
        self.ensure_one()
        supplier = partner.commercial_partner_id
        return self._promises(supplier)[self].get(str(supplier.id)) or {}

    def _promises(self, suppliers=None):
        """``{line: {id of a supplier: terms}}``; of ``suppliers`` at least.

        Terms are empty when none are kept. Constant queries for all lines.
        """
        return {
            line: {
                supplier: promise if promise.get("terms") else {}
                for supplier, promise in promises.items()
            }
            for line, promises in self._written_promises(suppliers).items()
        }

    def _written_promises(self, suppliers=None):
        """As :meth:`_promises`, with what is written beside terms."""
        # Whoever sees the item may be told what follows from the terms.
        lines_sudo = self.sudo()
        wanted = {str(supplier.id) for supplier in suppliers or ()}
        missing = lines_sudo.filtered(
            lambda line: not line.supplier_terms or wanted - line.supplier_terms.keys()
        )
        today = missing._todays_promises(suppliers)
        for line_sudo, promises in today.items():
            line_sudo._measure_from_submission(promises)
        return {
            line: {**today.get(line_sudo, {}), **(line_sudo.supplier_terms or {})}
            for line, line_sudo in zip(self, lines_sudo, strict=True)
        }

    def _measure_from_submission(self, promises):
        """What was claimed in time stays in time, whenever terms came to be kept."""
        submitted = self.claim_id.submitted_date
        for promise in promises.values():
            if submitted and promise.get("window_ends"):
                ends = fields.Datetime.to_datetime(promise["window_ends"])
                promise["window_over"] = submitted > ends

    # ------------------------------------------------------------------ as of today

    def _todays_promises(self, suppliers=None):
        """What the suppliers of each line promise today.

        :return: ``{line: {id of a supplier: dict}}``, see ``_prepare_supplier_promise``
        """
        if not self:
            return {}
        of_line = {
            line: (
                line.supplier_ids.commercial_partner_id
                | line._purchase_suppliers()
                | (suppliers or line.supplier_ids.browse())
            )
            for line in self
        }
        everybody = self.env["res.partner"].union(*of_line.values())
        kept = self.env["aftersales.supplier.terms"]._kept_with(
            everybody, self.company_id
        )
        texts = {}
        return {
            line: {
                str(supplier.id): line._prepare_supplier_promise(
                    supplier, kept.get((supplier, line.company_id)), texts
                )
                for supplier in of_line[line].with_prefetch(everybody._prefetch_ids)
            }
            for line in self
        }

    def _prepare_supplier_promise(self, supplier, kept, texts):
        """What ``supplier`` promises for this item.

        :param kept: all terms he keeps with the company, or None
        :param dict texts: what was read for other lines of the batch
        :return: dict of the terms, ``delivered`` and ``window_ends`` (UTC, or False),
            ``window_over``, ``address`` (contact or False) and ``shown_name``; empty
            without terms
        """
        terms = kept._for_product(self.product_id) if kept else None
        if not terms:
            return {}
        order = self.sale_line_id.order_id
        customer = order.partner_shipping_id or order.partner_id
        entry = terms._address_for(customer.country_id, self.product_id)
        if (terms, entry) not in texts:
            texts[terms, entry] = {
                **terms._prepare_promise(),
                **terms._prepare_place(entry),
            }
        return {**texts[terms, entry], **self._prepare_supplier_window(supplier, terms)}

    def _prepare_supplier_window(self, supplier, terms):
        """Until when the supplier answers for these goods: the end of the last day,
        where he is. Counted from the latest of his deliveries; goods that never came
        have no window."""
        if not terms.window_days:
            return {"delivered": False, "window_ends": False, "window_over": False}
        moves = self._purchase_lines_of(supplier).move_ids.filtered(
            lambda move: move.state == "done" and not move.origin_returned_move_id
        )
        delivered = max(moves.mapped("date"), default=None)
        if not delivered:
            return {"delivered": False, "window_ends": False, "window_over": False}
        zone = _zone_of(supplier.tz or terms.company_id.partner_id.tz)
        day = UTC.localize(delivered).astimezone(zone).date()
        last = datetime.combine(
            day + timedelta(days=terms.window_days), time(23, 59, 59)
        )
        ends = zone.localize(last).astimezone(UTC).replace(tzinfo=None)
        return {
            "delivered": fields.Datetime.to_string(delivered),
            "window_ends": fields.Datetime.to_string(ends),
            "window_over": fields.Datetime.now() > ends,
        }

    def _purchase_lines_of(self, supplier):
        """The order lines with which the item was bought of ``supplier``."""
        bought = self.sale_line_id.purchase_line_ids
        found = bought.filtered(
            lambda line: (
                line.order_id.state != "cancel"
                and line.order_id.partner_id.commercial_partner_id == supplier
            )
        )
        # Filtered records are read apart from those of the other lines of a batch.
        return found.with_prefetch(bought._prefetch_ids)

    def _return_place(self, supplier):
        """Where parcels with this item go, to ``supplier``.

        :return: ``(contact, name to show or "")``, the name in the reader's language
        """
        self.ensure_one()
        promise = self._terms_of(supplier)
        if not promise:
            # Nothing was promised: the parcel goes where he takes returns back today.
            key = str(supplier.commercial_partner_id.id)
            # The customer needs no rights on terms to pack a parcel.
            line_sudo = self.sudo()
            promise = line_sudo._todays_promises(supplier.commercial_partner_id)[
                line_sudo
            ][key]
        partners = self.env["res.partner"]
        address = partners.browse(promise.get("address") or []).exists()
        name = in_language(promise.get("shown_name") or {}, self.env.lang)
        return address or supplier, name or ""


def _zone_of(name):
    try:
        return timezone(name or "UTC")
    except UnknownTimeZoneError:
        return UTC
