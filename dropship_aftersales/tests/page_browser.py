"""A browser for pages that a test leaves as fast as it likes."""

from odoo.tests.common import ChromeBrowser

# What a script says whose page is left, or browser closed, while it still asks.
LEFT_EARLY = (
    "TypeError: Failed to fetch",
    "AssetsLoadingError",
    "ConnectionLostError",
    "Error while fetching translations",
)


class PageBrowser(ChromeBrowser):
    """Keeps the first error of the pages' own scripts, with a screenshot of it."""

    def __init__(self, test_case):
        super().__init__(test_case)
        self.error_checker = _is_error

    def _handle_exception(self, exceptionDetails, timestamp):
        thrown = exceptionDetails.get("exception", {}).get("description", "")
        if _is_error(thrown):
            super()._handle_exception(exceptionDetails, timestamp)

    def refuse_errors(self):
        """
        :raise ChromeBrowserException: a script failed
        """
        if self._result.done():
            self._result.result()


def _is_error(message):
    return not any(sign in message for sign in LEFT_EARLY)
