"""Every address × everybody who may knock: the owner comes in, nobody else does."""

from collections import Counter

from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .portal_common import PortalCase, photo
from .routes import DOORS, PARAMETER, routes

# Papers of accounting are rendered by accounting, which may keep a copy.
WRITES_ON_GET = {"/my/claims/<claim_id>/refunds/<refund_id>"}
CUSTOMERS = ("claim", "draft", "order")


@tagged("post_install", "-at_install")
class TestAccessRoutes(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._invoice(cls.order)
        cls._bill(cls.order)
        claim = cls._claim(cls.order, 2, channel="portal")
        [photo_sent] = claim._add_evidence([("a.jpg", photo())], "customer")
        photo_sent.shared_with_supplier = True
        cls._grant(claim, return_to="supplier")
        refunded = cls._claim(cls.order, 1, channel="portal")
        cls._grant(refunded, return_to="none")
        refund = refunded.refund_ids
        claim.refund_ids = refund
        draft = cls._claim(cls.order, 1, submit=False, channel="portal")
        case = claim.case_ids
        cls.documents = {
            "claim": claim,
            "draft": draft,
            "order": cls.order,
            "case": case,
        }
        cls.numbers = {
            "evidence_id": photo_sent.id,
            "refund_id": refund.id,
            "line_id": case.line_ids.id,
            "size": "thumb",
            "page": 1,
            "code": claim.short_code,
        }
        cls.other_supplier_user = cls._visitor(
            "otto_other", cls.env["res.partner"].create({"name": "Otto Other"})
        )
        elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.elsewhere_user, cls.elsewhere_supplier_user = (
            cls._visitor(
                login,
                cls.env["res.partner"].create({"name": login, "parent_id": of.id}),
            )
            for login, of in (
                ("ella_elsewhere", cls.customer),
                ("egon_elsewhere", cls.supplier),
            )
        )
        (cls.elsewhere_user | cls.elsewhere_supplier_user).write(
            {
                "company_ids": [Command.set(elsewhere.ids)],
                "company_id": elsewhere.id,
            }
        )
        cls.stale = {name: doc.access_token for name, doc in cls.documents.items()}
        (claim | draft).action_renew_link()
        case.action_renew_link()
        cls.order.access_token = "renewed"
        cls.tokens = {name: doc.access_token for name, doc in cls.documents.items()}
        cls.numbers["code"] = claim.short_code

    # ------------------------------------------------------------------ the map

    def test_every_address_is_in_the_table(self):
        """Whoever adds one says in ``routes.py`` whose it is."""
        found = Counter((method, url) for method, url, _end in routes(self.env))
        self.assertEqual(set(found), set(DOORS))
        twice = [door for door, count in found.items() if count > 1]
        self.assertFalse(twice, "Answered by two methods")

    def test_a_get_changes_nothing_and_a_post_brings_its_proof(self):
        for method, url, endpoint in routes(self.env):
            with self.subTest(method=method, url=url):
                routing = endpoint.routing
                if method == "POST":
                    self.assertEqual(routing["type"], "http")
                    self.assertIsNot(routing.get("csrf"), False)
                    self.assertFalse(routing.get("readonly"))
                    self.assertEqual(routing["methods"], ["POST"])
                elif url not in WRITES_ON_GET:
                    self.assertTrue(routing.get("readonly"))
                self.assertIn(routing["auth"], ("public", "user"))
                self.assertFalse(routing.get("cors"))

    # ------------------------------------------------------------------ knocking

    def _knock(self, door, token=None, csrf=True):
        method, url = door
        numbers = {f"{name}_id": doc.id for name, doc in self.documents.items()}
        if DOORS[door].owner == "draft":
            numbers["claim_id"] = numbers["draft_id"]
        numbers |= self.numbers
        url = PARAMETER.sub(lambda match: str(numbers[match[1]]), url)
        data = dict(DOORS[door].data)
        if token:
            data["access_token"] = token
        if method == "JSON":
            with mute_logger("odoo.http"):
                return self.make_jsonrpc_request(url, data)
        if method == "GET":
            return self.get(url, **data)
        if not csrf:
            data["csrf_token"] = "forged"
        return self.post(url, data, csrf=csrf)

    def _rows(self):
        """A fingerprint of all our rows, and of what people read beside them."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND ("
            " tablename LIKE 'aftersales%' OR tablename IN ("
            " 'stock_picking', 'sale_order', 'purchase_order', 'mail_message'))"
        )
        rows = {}
        for (table,) in self.env.cr.fetchall():
            query = SQL(
                "SELECT count(*), sum(hashtext(t::text)::bigint) FROM %s t",
                SQL.identifier(table),
            )
            [rows[table]] = self.env.execute_query(query)
        return rows

    def assertShut(self, door, response):
        owner = DOORS[door].owner
        if door[0] == "JSON":
            self.assertFalse(any(response.values()), response)
        elif owner == "list":
            self.assertEqual(response.status_code, 303)
            self.assertIn("/web/login", response.headers["Location"])
        else:
            self.assertDenied(response)

    def _try_all(self, who, owners, tokens=None):
        """Knock everywhere; only doors of ``owners`` open."""
        for door in DOORS:
            owner = DOORS[door].owner
            if owner in ("code", "back", "anybody") or (
                door[0] != "GET" and owner in owners
            ):
                continue
            with self.subTest(who=who, door=door):
                token = (tokens or {}).get(owner)
                response = self._knock(door, token)
                if owner not in owners:
                    self.assertShut(door, response)
                else:
                    self.assertIn(response.status_code, (200, 303))
                    self.assertNotIn("/web/login", response.headers.get("Location", ""))

    def test_strangers_stay_outside_and_change_nothing(self):
        before = self._rows()
        for user in (
            self.other_user,
            self.other_supplier_user,
            self.elsewhere_user,
            self.elsewhere_supplier_user,
        ):
            self.sign_in(user)
            self._try_all(user.login, ("list",))
            # Lists are open to all of them, and show nothing of others.
            for url in ("/my/claims", "/my/cases"):
                text = self.get(url).text
                for name in ("claim", "draft", "case"):
                    document = self.documents[name]
                    self.assertNotIn(document.name, text)
                    self.assertNotRegex(text, rf"{document.access_url}\b")
        self.guest()
        self._try_all("anonymous", ())
        self._try_all("stale token", (), self.stale)
        crossed = dict.fromkeys(self.tokens, self.tokens["case"])
        crossed["case"] = self.tokens["claim"]
        self._try_all("token of another document", (), crossed)
        self.assertEqual(self._rows(), before)

    def test_owners_look_at_everything_and_change_nothing(self):
        before = self._rows()
        self.sign_in(self.customer_user)
        self._try_all("customer", (*CUSTOMERS, "list"))
        self.sign_in(self.supplier_user)
        self._try_all("supplier", ("case", "list"))
        self.guest()
        self._try_all("valid token", (*CUSTOMERS, "case"), self.tokens)
        self.assertLeadsTo(self._knock(("GET", "/c/<code>")), "/my/claims/")
        self.assertEqual(self._rows(), before)

    def test_owners_are_answered_and_only_with_their_proof(self):
        for user, owners in (
            (self.customer_user, CUSTOMERS),
            (self.supplier_user, ("case", "list")),
        ):
            self.sign_in(user)
            for door in DOORS:
                if door[0] != "POST" or DOORS[door].owner not in owners:
                    continue
                with self.subTest(who=user.login, door=door):
                    before = self._rows()
                    with mute_logger("odoo.http", "odoo.addons.base.models.ir_http"):
                        forged = self._knock(door, csrf=False)
                    self.assertEqual(forged.status_code, 400)
                    self.assertEqual(self._rows(), before)
                    with self.env.cr.savepoint() as savepoint:
                        response = self._knock(door)
                        savepoint.rollback()
                    self.env.invalidate_all()
                    self.assertIn(response.status_code, (200, 303, 422))

    def test_the_address_of_a_form_leads_to_its_page_and_tells_nothing(self):
        self.guest()
        for door in DOORS:
            if DOORS[door].owner == "back":
                self.assertLeadsTo(self._knock(door), "/my/")

    def test_a_dead_short_link_says_so(self):
        self.guest()
        self.assertDenied(self.get("/c/" + "x" * 11))
