"""The demo shop for tests that look at its screens; opened here where it is not yet."""

from odoo.tools import convert_file

MODULE = "dropship_aftersales"


class DemoShopMixin:
    """Mixed into ``TransactionCase`` classes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env.ref(f"{MODULE}.demo_claim_sole", raise_if_not_found=False):
            for name in ("parties", "products"):
                path = f"demo/{name}.xml"
                convert_file(cls.env, MODULE, path, {}, mode="init", noupdate=True)
            cls.env["aftersales.demo"]._open_shop()

    @classmethod
    def demo(cls, name):
        """The record ``name`` of the demo data; claims and cases are ``claim_sole``,
        ``case_label``, by the story they belong to."""
        if name.startswith(("claim_", "case_")):
            name = f"demo_{name}"
        return cls.env.ref(f"{MODULE}.{name}")
