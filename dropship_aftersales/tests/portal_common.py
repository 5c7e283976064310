"""Visitors who come through real HTTP."""

import re
from io import BytesIO

from PIL import Image

from odoo import http
from odoo.tests import HttpCase, new_test_user

from .books import BooksMixin
from .common import ShopMixin

# What customers never read.
INSIDE = re.compile(r"\b(claim|credit note|dropship|supplier|vendor|SLA)\b", re.I)


def photo(colour="red", size=(64, 48), place=False):
    """Bytes of a JPEG; with ``place`` the camera's position is in it."""
    output = BytesIO()
    exif = Image.Exif()
    if place:
        exif[0x010F] = "SecretCamera"
    Image.new("RGB", size, colour).save(output, "JPEG", exif=exif)
    return output.getvalue()


class PortalCase(ShopMixin, BooksMixin, HttpCase):
    """A customer, another customer, a supplier and a guest at the door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_shop()
        cls.customer_user = cls._visitor("cara_customer", cls.customer)
        cls.other_user = cls._visitor(
            "olga_other", cls.env["res.partner"].create({"name": "Olga Other"})
        )
        cls.supplier_user = cls._visitor("sam_supplier", cls.supplier)
        cls.supplier.write({"street": "1 Factory Road", "city": "Kiel", "zip": "24103"})
        cls.order = cls._delivered((cls.lamp, 5))
        cls.sale_line = cls.order.order_line
        cls.order._portal_ensure_token()

    @classmethod
    def _visitor(cls, login, partner):
        return new_test_user(
            cls.env,
            login,
            # As tours sign in.
            password=login,
            groups="base.group_portal",
            partner_id=partner.id,
            tz="Europe/Berlin",
        )

    # ------------------------------------------------------------------ requests

    def sign_in(self, user):
        self.authenticate(user.login, user.login)

    def guest(self):
        self.authenticate(None, None)

    def get(self, url, **query):
        return self.url_open(
            url
            + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""),
            allow_redirects=False,
        )

    def post(self, url, data=None, files=None, csrf=True):
        data = dict(data or {})
        if csrf:
            data["csrf_token"] = http.Request.csrf_token(self)
        response = self.url_open(url, data=data, files=files, allow_redirects=False)
        self.env.invalidate_all()
        return response

    # ------------------------------------------------------------------ the form

    @property
    def form_url(self):
        return f"/my/orders/{self.order.id}/claim"

    def typed(self, quantity=2, line=None, **more):
        key = (line or self.sale_line).id
        return {
            f"pick_{key}": "1",
            f"quantity_{key}": str(quantity),
            f"reason_{key}": "defect",
            f"status_{key}": "opened",
            f"note_{key}": "The sole came off",
            **more,
        }

    def submit_request(self, quantity=2, line=None, files=None, token=None, **typed):
        """Walk the three pages of a new request; the claim, and the last answer.

        :param list files: ``(name, bytes)``; one photo by default
        :param str token: of the order, for a guest
        """
        line = line or self.sale_line
        url = f"/my/orders/{line.order_id.id}/claim"
        more = {"access_token": token} if token else {}
        answer = self.post(url, self.typed(quantity, line, **more, **typed))
        self.assertEqual(answer.status_code, 303, _body(answer))
        claim = line.order_id._aftersales_draft()
        if token:
            more = {"access_token": claim.access_token}
        chosen = [("photo.jpg", photo())] if files is None else files
        answer = self.post(
            f"/my/claims/{claim.id}/details",
            {"no_evidence": "" if chosen else "My camera is broken", **more},
            files=[("file", (name, content, "image/jpeg")) for name, content in chosen],
        )
        self.assertLeadsTo(answer, f"/my/claims/{claim.id}/check")
        answer = self.post(f"/my/claims/{claim.id}/check", more)
        return claim, answer

    def claims(self):
        return self.env["aftersales.claim"].search([("order_id", "=", self.order.id)])

    # ------------------------------------------------------------------ documents

    def granted(self, quantity=2):
        """A claim that was granted, and its parcel that is to be sent."""
        claim = self._claim(self.order, quantity, channel="portal")
        self._grant(claim, return_to="supplier")
        return claim

    def assertPage(self, response, *words, status=200):
        self.assertEqual(response.status_code, status, _body(response))
        for word in words:
            self.assertTrue(word in response.text, f"{word!r}: {_body(response)}")

    def assertCustomerWords(self, response):
        """The page says nothing that a customer would not understand or not know."""
        text = _text(response)
        self.assertNotRegex(text, INSIDE)
        self.assertNotIn(self.supplier.name, text)

    def assertDenied(self, response):
        self.assertPage(response, "no longer valid", status=403)

    def assertLeadsTo(self, response, url):
        self.assertEqual(response.status_code, 303, _body(response))
        self.assertIn(url, response.headers["Location"])


def _text(response):
    """The text of a page."""
    text = re.sub(r"(?s)<(script|style|head).*?</\1>", "", response.text)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def _body(response):
    """The beginning of its text, for a failing test."""
    return _text(response)[:1500]
