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

    def test_as_admin(self):
        self._click(self.env.ref("base.user_admin"))

    def test_as_an_agent_without_other_rights(self):
        agent = self.demo("user_agent")
        groups = ("base.group_user", "dropship_aftersales.group_agent")
        agent.group_ids = [Command.set([self.env.ref(group).id for group in groups])]
        self._click(agent)
