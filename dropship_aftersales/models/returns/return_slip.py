"""The slip that goes into a customer's parcel, one page a parcel."""

import base64

from reportlab.graphics.barcode import createBarcodeDrawing

from odoo import models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _return_slips(self):
        """What the slips of the parcels still to arrive say, see ``_aftersales_slip``.

        Parcels whose address is not known have none.

        :raise AccessError: the claim is not the user's; anybody who signed in may ask
            Odoo to print any number
        """
        self.ensure_one()
        self.check_access("read")
        # Customers and agents need no rights on transfers to pack a parcel.
        parcels_sudo = self.sudo()._open_returns()
        return parcels_sudo._aftersales_slips()


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _aftersales_slips(self):
        """What the slips of these returns say, in their customers' languages.

        :return: list of dicts with ``number`` (of the request), ``lang``, ``shop``,
            ``order``, ``name`` and ``lines`` of the receiver, ``items`` (dicts of
            ``what``, ``quantity``, ``unit``, ``serials``), ``ship_by`` (datetime or
            False), ``part`` and ``parts``, ``barcode`` and ``square`` (data URIs that
            hold the number and nothing else)
        """
        slips = []
        for picking in self.filtered("is_aftersales_return"):
            claim = picking.aftersales_claim_id
            lang = claim.partner_id.lang or self.env.lang
            slip = picking.with_context(lang=lang)._prepare_aftersales_slip()
            if slip["lines"]:
                slips.append({**slip, "lang": lang})
        for slip in slips:
            same = [other for other in slips if other["number"] == slip["number"]]
            slip |= {"part": same.index(slip) + 1, "parts": len(same)}
        return slips

    def _prepare_aftersales_slip(self):
        self.ensure_one()
        claim = self.aftersales_claim_id
        address = self._aftersales_return_address()
        return {
            "number": claim.name,
            "shop": self.company_id.name,
            "order": claim.order_id.name,
            "name": address["name"],
            "lines": address["lines"],
            "items": [
                move._prepare_aftersales_slip_item()
                for move in self.move_ids
                if move.state not in ("done", "cancel")
            ],
            "ship_by": self.aftersales_ship_by,
            "barcode": self._aftersales_code("Code128", claim.name, 600, 120),
            "square": self._aftersales_code("QR", claim.name, 240, 240),
        }

    def _aftersales_code(self, kind, text, width, height):
        """``text`` as a picture; in the page itself: no address tells it to others.

        Drawn in lines, not in pixels: sharp on paper, and it needs no further library.
        """
        drawing = createBarcodeDrawing(
            kind, value=text, format="svg", width=width, height=height
        )
        picture = base64.b64encode(drawing.asString("svg").encode())
        return f"data:image/svg+xml;base64,{picture.decode()}"


class StockMove(models.Model):
    _inherit = "stock.move"

    def _aftersales_item_words(self):
        """How many of what, with the numbers that were claimed, without our own
        product code."""
        self.ensure_one()
        product = self.product_id.with_context(display_default_code=False)
        words = self.product_uom._aftersales_item_words(
            self.product_uom_qty, product.display_name
        )
        numbers = ", ".join(self._aftersales_named_lots().mapped("name"))
        return f"{words} ({numbers})" if numbers else words

    def _aftersales_named_lots(self):
        """The numbers this return is for; empty if any of the order may be sent.

        Numbers that nobody named are reserved at random.
        """
        if self.product_id.tracking == "none":
            return self.lot_ids.browse()
        named = self.aftersales_remedy_id._lots()
        return self.lot_ids & named or named

    def _prepare_aftersales_slip_item(self):
        self.ensure_one()
        product = self.product_id.with_context(display_default_code=False)
        case_line = self.aftersales_case_line_id
        own = self.product_id.uom_id
        unit = case_line._unit_for(self.product_qty) if case_line else own
        return {
            "what": product.display_name,
            "quantity": unit._aftersales_number(
                own._aftersales_to(self.product_qty, unit)
            ),
            "unit": unit.name,
            "serials": ", ".join(self._aftersales_named_lots().mapped("name")),
        }
