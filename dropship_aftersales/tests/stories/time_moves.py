"""Time passes, and the jobs of the server do what it made due."""

from datetime import timedelta

from hypothesis import strategies as st

from .actors import AGENT, CLAIM
from .deck import move
from .documents import Documents

DAYS = st.sampled_from((1, 0.1, 3, 10, 40))


class TimeMoves(Documents):
    def __init__(self, world):
        super().__init__(world)
        self.days = 0.0

    @move(3)
    def move_time(self, data):
        self.pass_days(data.draw(DAYS))

    def pass_days(self, days):
        self.days += days
        moment = self.world.begin + timedelta(days=self.days)

        def work():
            self.world.set_time(moment)
            self.run_jobs()

        self.attempt(f"{days:g} days pass, it is {moment:%a %d %b %H:%M}", work)

    def run_jobs(self):
        self.env[CLAIM]._cron_advance()
        self.env["aftersales.clock"]._cron_clocks()

    @move(2, needs=lambda story: story.live())
    def move_messages_leave(self, _data):
        """Without them silence means nothing."""
        logs = self.env["aftersales.notification.log"].search(
            [("claim_id", "in", self.live().ids), ("state", "=", "queued")]
        )
        self.attempt("The messages leave the house", logs._mark_sent)

    @move(1, needs=lambda story: story.live())
    def move_look(self, data):
        claim = self.pick(data, self.documents(CLAIM))
        self.attempt(
            f"The agent opens {self.call(claim)}",
            lambda: self.as_(AGENT, claim).read(),
        )
