"""axe-core on the pages that customers and suppliers read, on a desk and a phone."""

import json
import os
from pathlib import Path

from odoo.tests import HttpCase, tagged

from .demo_common import DemoShopMixin
from .page_browser import PageBrowser

VARIABLE = "AXE_SOURCE"
WIDTHS = {1366: 860, 390: 844}
SERIOUS = ("serious", "critical")
PATIENCE = 60
# On our pages, all but Odoo's conversation; on Odoo's, what we put there.
OUR_PAGE = {"include": [["main"]], "exclude": [["#chatterRoot"], [".o_portal_chatter"]]}
OUR_PART = {
    "include": [
        ["a[href^='/my/claims']"],
        ["a[href^='/my/cases']"],
        ["main [class*='o_aftersales']"],
    ]
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """axe.run(%s, {resultTypes: ["violations"],
    runOnly: {type: "tag", values: %s}}).then(({violations}) => JSON.stringify(
        violations.map(({id, impact, help, nodes}) => ({id, impact, help,
            where: nodes.map(({html, failureSummary}) =>
                html.slice(0, 160) + "  " + failureSummary.split("\\n").pop().trim()),
        }))))"""

CLAIMS = (
    "draft",
    "sole",
    "evidence",
    "offer",
    "ship",
    "travel",
    "refunded",
)
CASES = ("label", "seam", "travel", "empty_box", "unbilled", "given_up", "withdrawn")
GUESTS_CLAIMS = ("rejected", "closed", "withdrawn")


def axe_source():
    """The text of axe.min.js, which `make test` fetches and names in AXE_SOURCE."""
    path = Path(os.environ.get(VARIABLE, ""))
    if not path.is_file():
        raise AssertionError(
            f"{VARIABLE} names no file. Run the tests with `make test`, or set "
            f"{VARIABLE} to the path of axe-core's axe.min.js."
        )
    return path.read_text()


@tagged("post_install", "-at_install")
class TestAxe(DemoShopMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.axe = axe_source()

    def setUp(self):
        super().setUp()
        self.browser = PageBrowser(self)
        self.addCleanup(self.browser.stop)

    def test_customers_pages(self):
        order = self.demo("claim_sole").order_id
        draft = self.demo("claim_draft").access_url
        self._check(
            "customer",
            ["/my", order.access_url],
            OUR_PART,
        )
        self._check(
            "customer",
            [
                "/my/claims",
                f"{order.access_url}/claim",
                f"{draft}/details",
                f"{draft}/check",
                *(self.demo(f"claim_{name}").access_url for name in CLAIMS),
                self.demo("claim_ship").access_url + "/slip",
                self.demo("claim_sole").access_url + "/withdraw",
            ],
        )

    def test_suppliers_pages(self):
        self._check("supplier", ["/my"], OUR_PART)
        self._check(
            "supplier",
            [
                "/my/cases",
                *(self.demo(f"case_{name}").access_url for name in CASES),
            ],
        )

    def test_private_links(self):
        documents = [self.demo(f"claim_{name}") for name in GUESTS_CLAIMS]
        documents.append(self.demo("case_watch"))
        self._check(None, [document.get_portal_url() for document in documents])

    def test_scripts_that_fail_are_told_from_those_whose_page_is_left(self):
        self._evaluate("console.error('TypeError: Failed to fetch')")
        self.browser.refuse_errors()
        self._evaluate("console.error('no such item')")
        with self.assertRaisesRegex(Exception, "no such item"):
            self.browser.refuse_errors()

    # ------------------------------------------------------------------ robot

    def _check(self, login, paths, part=None):
        """Open every path as ``login`` and fail with all that is serious on them.

        :param dict part: of the page, in the words of axe; by default all of ours
        """
        found = []
        with self.allow_requests(browser=self.browser):
            self.authenticate(login, login, browser=self.browser)
            self.cr.flush()
            self.cr.clear()
            for path in paths:
                self.browser.navigate_to(self.base_url() + path, wait_stop=True)
                self._evaluate(self.axe)
                for width, height in WIDTHS.items():
                    self._resize(width, height)
                    found += [
                        f"{login or 'guest'} {path} at {width}: {complaint}"
                        for complaint in self._complaints(part or OUR_PAGE)
                    ]
            self._wait_remaining_requests()
            self.browser.refuse_errors()
            # What a page asks while the next user logs in would use his connection.
            self.browser.navigate_to("about:blank", wait_stop=True)
            self._wait_remaining_requests()
        self.assertFalse(found, "\n".join(["", *found]))

    def _resize(self, width, height):
        self.browser._websocket_request(
            "Emulation.setDeviceMetricsOverride",
            params={
                "width": width,
                "height": height,
                "deviceScaleFactor": 1,
                "mobile": False,
            },
        )

    def _complaints(self, part):
        violations = json.loads(
            self._evaluate(RUN % (json.dumps(part), json.dumps(RULES)))
        )
        for violation in violations:
            if violation["impact"] in SERIOUS:
                places = violation["where"]
                more = f" and {len(places) - 3} more" if len(places) > 3 else ""
                where = "".join(f"\n    {place}" for place in places[:3])
                yield (
                    f"{violation['impact']} {violation['id']}, "
                    f"{violation['help']}{more}{where}"
                )

    def _evaluate(self, expression):
        answer = self.browser._websocket_request(
            "Runtime.evaluate",
            params={
                "expression": expression,
                "awaitPromise": True,
                "returnByValue": True,
            },
            timeout=PATIENCE,
        )
        self.assertNotIn("exceptionDetails", answer, answer.get("exceptionDetails"))
        return answer["result"].get("value")
