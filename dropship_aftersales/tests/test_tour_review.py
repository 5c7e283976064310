import json
import time

from odoo import Command
from odoo.tests import HttpCase, tagged

from .books import BooksMixin
from .common import PHOTO, ShopMixin
from .keyboard import KeyboardCase

SECONDS_PER_CLAIM = 15


@tagged("post_install", "-at_install")
class TestTourReview(KeyboardCase):
    """Ten claims, decided by somebody who never touches the mouse."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        items = [
            (cls._product(f"Lamp {number}"), 1, {"tax_ids": [Command.set(cls.tax.ids)]})
            for number in range(10)
        ]
        order = cls._delivered(*items)
        cls._invoice(order)
        cls._bill(order)
        cls.claims = cls.env["aftersales.claim"].union(
            *(
                cls._claim(order, line=line, user_id=cls.agent.id)
                for line in order.order_line
            )
        )
        for claim in cls.claims[:8]:
            claim._add_evidence([("one.png", PHOTO)], source="customer")
        cls.claims[0]._add_evidence([("two.pdf", b"%PDF-1.4")], source="customer")

    def wait_for_claim(self, name):
        """The claim, with its amount on the button, and nothing above it."""
        self.wait_for(
            "!document.querySelector('.modal') && [...document.querySelectorAll("
            "'.o_aftersales_review_facts dl')].length === 1 && document.querySelector("
            "'.o_aftersales_review_title [name=name]')?.innerText"
            f" === {json.dumps(name)} && document.querySelector("
            "'.o_aftersales_review_approve')?.innerText.includes('115.00')"
        )

    def decide(self, keys):
        """Press ``keys`` for the claim on screen and wait for what comes then."""
        name, following = self.queue[0], self.queue[1:2]
        self.wait_for_claim(name)
        start = time.monotonic()
        keys()
        if following:
            self.wait_for_claim(following[0])
        else:
            self.wait_for("document.querySelector('.o_aftersales_review_over')")
        self.seconds[name] = time.monotonic() - start
        self.queue = self.queue[1:]

    def in_dialog(self, letter, text):
        """Open a dialog, write ``text`` in its field, confirm."""
        self.press_alt(letter)
        self.wait_for("document.querySelector('.modal .o_form_view')")
        self.wait_for("document.activeElement.closest('.modal')")
        if not self.look("document.activeElement.matches('textarea')"):
            self.tab_to(".modal textarea")
        self.type(text)
        self.press_alt("q")

    def test_ten_claims_are_decided_with_keys_alone(self):
        names = self.claims.mapped("name")
        self.queue, self.seconds = list(names), {}
        with self.keyboard("/odoo/after-sales-review", self.agent.login):
            self.wait_for("document.querySelector('.o_data_row')")
            self.press_alt("q")
            self.wait_for_claim(self.queue[0])
            # The second file of the first claim, and back.
            self.wait_for(
                "document.querySelector('.o_aftersales_review_caption')"
                ".innerText.includes('1 of 2')"
            )
            self.press("ArrowRight")
            self.wait_for(
                "document.querySelector('.o_aftersales_review_caption')"
                ".innerText.includes('2 of 2')"
            )
            for _number in range(6):
                self.decide(lambda: self.press_alt("q"))
            # What was done is said, with a way there.
            self.wait_for(
                "[...document.querySelectorAll('.o_notification')].some("
                f"(note) => note.innerText.includes({json.dumps(names[5])})"
                " && note.innerText.includes('115.00')"
                " && note.innerText.includes('Open'))"
            )
            # Enter shows the photo full screen; it approves nothing again.
            self.press("Enter")
            self.wait_for("document.querySelector('.o-FileViewer')")
            self.press("Escape")
            self.wait_for("!document.querySelector('.o-FileViewer')")
            self.decide(lambda: self.in_dialog("x", "It was used for a year."))
            self.decide(lambda: self.press_alt("q"))
            self.decide(lambda: self.in_dialog("i", "Please show us the label."))
            self.decide(self._ask_supplier)
            # The last was decided: back to the list with a key.
            self.press_alt("q")
            self.wait_for("document.querySelector('.o_view_nocontent')")
        self.env.invalidate_all()
        self.assertEqual(
            self.claims.mapped("state"),
            ["approved"] * 6 + ["rejected", "approved", "evidence", "supplier"],
        )
        self.assertEqual(self.claims[6].rejection_reason, "It was used for a year.")
        self.assertLess(max(self.seconds.values()), SECONDS_PER_CLAIM, self.seconds)
        self.assertBooksBalance(self.claims)

    def _ask_supplier(self):
        self.press_alt("g")
        self.wait_for("document.querySelector('.modal .o_form_view')")
        self.press_alt("q")


@tagged("post_install", "-at_install")
class TestTourReviewPhone(ShopMixin, BooksMixin, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_shop()

    def test_the_queue_is_decided_on_a_phone_too(self):
        order = self._delivered((self.lamp, 2))
        self._invoice(order)
        claim = self._claim(order, user_id=self.agent.id)
        claim._add_evidence([("photo.png", PHOTO)], source="customer")
        self.start_tour(
            "/odoo/after-sales-review",
            "dropship_aftersales.review_phone",
            login=self.agent.login,
        )
        self.env.invalidate_all()
        self.assertEqual(claim.state, "approved")
        self.assertBooksBalance(claim)
