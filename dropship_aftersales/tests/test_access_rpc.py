"""Every public method by RPC × everybody: strangers and the wrong party are refused."""

import inspect

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw, get_public_method
from odoo.tests import new_test_user, tagged

from .common import AftersalesCase

OURS = "odoo.addons.dropship_aftersales."
ORM = ("create", "write", "unlink")
# Odoo's own, which we only make stricter.
FORMS = ("default_get", "onchange")
# What a party may call on its own documents; everybody else is refused everything.
PARTIES = {
    ("aftersales.claim", "customer"): {
        "action_accept",
        "action_appeal",
        "action_cancel",
        "action_give_evidence",
        "action_refuse",
        "action_submit",
    },
    ("aftersales.supplier.case", "supplier"): {
        "acknowledge",
        "action_accept",
        "action_dispute",
        "action_change",
    },
    ("stock.picking", "customer"): {"action_aftersales_ship"},
}
# A search that finds the caller's own documents only.
HARMLESS = {("aftersales.claim", "api_status")}
# By the rules their own, and by the lists only what is meant for them.
READ_BY_PORTAL = {"aftersales.claim", "aftersales.supplier.case"}


def public_methods(env):
    """``(model, method)`` that can be called by RPC and stand in our files."""
    for name, model_class in env.registry.items():
        if model_class._abstract:
            continue
        for method, _member in inspect.getmembers(model_class, callable):
            if method.startswith("_") or method in (*ORM, *FORMS):
                continue
            home = next(base for base in model_class.mro() if method in vars(base))
            if not home.__module__.startswith(OURS):
                continue
            try:
                get_public_method(env[name], method)
            except (AccessError, AttributeError):
                continue
            yield name, method


@tagged("post_install", "-at_install")
class TestAccessRpc(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = {
            "customer": cls.customer,
            "supplier": cls.supplier,
            "other": cls.env["res.partner"].create({"name": "Olga Other"}),
        }
        cls.users = {
            login: new_test_user(
                cls.env, f"rpc_{login}", groups="base.group_portal", partner_id=p.id
            )
            for login, p in people.items()
        }
        cls.users["public"] = cls.env.ref("base.public_user")
        cls.users["clerk"] = new_test_user(
            cls.env, "rpc_clerk", groups="base.group_user"
        )
        cls.order = cls._delivered((cls.lamp, 5))
        cls._invoice(cls.order)
        cls._bill(cls.order)
        claim = cls._claim(cls.order, 2, channel="portal")
        claim._add_evidence([("a.pdf", b"%PDF-1.4")], "customer")
        cls._grant(claim, return_to="supplier")
        cls.claim = claim
        cls.secrets = (
            cls.customer.name,
            cls.supplier.name,
            claim.name,
            claim.case_ids.name,
            claim.access_token,
        )

    def _record(self, name):
        claim = self.claim
        return {
            "aftersales.claim": claim,
            "aftersales.claim.line": claim.line_ids,
            "aftersales.remedy": claim.remedy_ids,
            "aftersales.evidence": claim.evidence_ids,
            "aftersales.cost": claim.cost_ids,
            "aftersales.supplier.case": claim.case_ids,
            "aftersales.supplier.case.line": claim.case_ids.line_ids,
            "stock.picking": claim.picking_ids,
            "sale.order": self.order,
            "purchase.order": self.order._get_purchase_orders(),
            "account.move": self.order.invoice_ids,
            "product.product": self.lamp,
            "product.template": self.lamp.product_tmpl_id,
            "res.partner": self.customer,
            "aftersales.notification.log": claim.notification_log_ids[:1],
            "aftersales.reason": self.defect,
        }.get(name)

    def _call(self, name, method, user):
        """The answer to ``user`` who calls it; the error that he gets."""
        member = getattr(self.env.registry[name], method)
        record = self._record(name)
        needed = [
            {} if parameter.name == "values" else []
            for parameter in list(inspect.signature(member).parameters.values())[1:]
            if parameter.default is parameter.empty
            and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        ]
        if not getattr(member, "_api_model", False):
            needed.insert(0, record.ids if record else [])
        try:
            with self.env.cr.savepoint() as savepoint:
                model = self.env(user=user, context={})[name]
                answer = call_kw(model, method, needed, {})
                self.env.flush_all()
                savepoint.rollback()
        except (UserError, ValueError) as error:
            return error
        finally:
            self.env.invalidate_all()
        return answer

    def _tells_nothing(self, answer):
        """A window opens; what is in it asks for the rights to read it."""
        return (
            isinstance(answer, dict)
            and answer.get("type") == "ir.actions.act_window"
            and not any(word in str(answer) for word in self.secrets)
        )

    def test_who_may_not_is_refused(self):
        called = set(public_methods(self.env))
        for name, method in sorted(called):
            for role, user in self.users.items():
                if (name, method) in HARMLESS or method in PARTIES.get(
                    (name, role), ()
                ):
                    continue
                with self.subTest(model=name, method=method, role=role):
                    answer = self._call(name, method, user)
                    if self.env[name]._transient:
                        # Nobody without rights has one to call it on.
                        self.assertIsInstance(answer, (AccessError, ValueError))
                        self.assertFalse(
                            self.env[name].with_user(user).has_access("create")
                        )
                    elif not self._tells_nothing(answer):
                        self.assertIsInstance(answer, AccessError, answer)
        expected = {
            (name, method) for (name, _role), own in PARTIES.items() for method in own
        }
        self.assertFalse((expected | HARMLESS) - called, "No longer there")

    def test_the_parties_reach_their_own_verbs(self):
        for (name, role), methods in PARTIES.items():
            for method in methods:
                with self.subTest(model=name, method=method, role=role):
                    answer = self._call(name, method, self.users[role])
                    self.assertNotIsInstance(answer, AccessError)

    def test_nobody_outside_creates_writes_or_deletes(self):
        for name, model_class in self.env.registry.items():
            if not name.startswith("aftersales.") or model_class._abstract:
                continue
            for role, user in self.users.items():
                model = self.env[name].with_user(user)
                for operation in ORM:
                    with self.subTest(model=name, role=role, operation=operation):
                        self.assertFalse(model.has_access(operation))
            records = self._record(name)
            if not records:
                continue
            for role, user in self.users.items():
                with self.subTest(model=name, role=role):
                    theirs = records.with_user(user)
                    with self.assertRaises(UserError):
                        call_kw(theirs, "write", [records.ids, {"name": "x"}], {})
                    with self.assertRaises(UserError):
                        call_kw(theirs, "unlink", [records.ids], {})

    def test_children_and_settings_are_not_read_by_portal_users(self):
        for name, model_class in self.env.registry.items():
            if not name.startswith("aftersales.") or model_class._abstract:
                continue
            for role in ("customer", "supplier", "other", "public"):
                readable = self.env[name].with_user(self.users[role]).has_access("read")
                with self.subTest(model=name, role=role):
                    self.assertEqual(
                        readable, role != "public" and name in READ_BY_PORTAL
                    )
