"""Odoo's own robot opens every menu, view and filter of ours, with the demo shop."""

from odoo import Command
from odoo.tests import HttpCase, tagged

from .demo_common import DemoShopMixin

ROBOT = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('dropship_aftersales.menu_root');"
)
SECONDS = 400


@tagged("post_install", "-at_install")
class TestClickEverywhere(DemoShopMixin, HttpCase):
    allow_end_on_form = True

    def _click(self, user):
        # Tips of the web client lie over what is to be clicked.
        user.tour_enabled = False
        self.browser_js(
            "/odoo",
            ROBOT,
            "odoo.isReady === true",
            login=user.login,
            timeout=SECONDS,
            success_signal="clickbot test succeeded",
        )

    def setUp(self):
        super().setUp()
        self.agent = self.demo("user_agent")
        groups = ("base.group_user", "dropship_aftersales.group_agent")
        self.agent.group_ids = [
            Command.set([self.env.ref(group).id for group in groups])
        ]

    def test_what_an_agent_without_other_rights_opens(self):
        self._click(self.agent)

    def test_what_only_managers_open(self):
        menus = self.env["ir.ui.menu"]
        root = self.env.ref("dropship_aftersales.menu_root")
        screens = menus.search([("id", "child_of", root.id), ("action", "!=", False)])
        seen = menus.with_user(self.agent)._visible_menu_ids()
        shared = screens.filtered(lambda menu: menu.id in seen) - root
        # Clicked by the other test, which takes as long as all of them together.
        shared.active = False
        self.assertTrue(screens - shared - root)
        self._click(self.env.ref("base.user_admin"))
