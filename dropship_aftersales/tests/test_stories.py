"""Random stories: whoever tries whatever, the books balance and nothing is stuck."""

import os

from odoo import fields
from odoo.tests import tagged

from .stories.actors import CASE, CLAIM, REMEDY
from .stories.story import tell_stories
from .stories.world import BEGIN, StoryWorld

# Where nothing more is to be done.
ENDS = {
    CLAIM: {"closed", "cancelled"},
    CASE: {"settled", "written_off", "cancelled"},
    REMEDY: {"done", "cancelled"},
}


@tagged("post_install", "-at_install")
class TestStories(StoryWorld):
    """``make fuzz`` tells many more of them."""

    begin = BEGIN
    count = 0

    def today(self):
        return fields.Date.today()

    def test_no_story_breaks_anything(self):
        tell_stories(self, os.environ.get("STORY_PROFILE", "ci"))
        self.assertGreater(self.count, 0)

    def test_every_state_leads_to_an_end(self):
        for model, ends in ENDS.items():
            routes = self.env[model]._routes.values()
            states = set(self.env[model]._fields["state"].get_values(self.env))
            ending = set(ends)
            for _state in states:
                ending |= {
                    source
                    for route in routes
                    if route.target in ending
                    for source in route.sources
                }
            with self.subTest(model=model):
                self.assertFalse(states - ending)
                self.assertLessEqual(ends, {route.target for route in routes})
