"""Rounds of evidence."""


class RoundsMixin:
    """Asks for a photo of the label and two videos."""

    @classmethod
    def _set_up_types(cls):
        cls.label, cls.video = (
            cls.env.ref(f"dropship_aftersales.evidence_type_{code}")
            for code in ("label", "video")
        )

    def _asked(self, claim, *pieces, text="Which one is it?", **more):
        """The round that asks ``claim`` for ``pieces``, by default a photo of the
        label."""
        pieces = pieces or ({"type_id": self.label.id, "kind": "photo"},)
        claim.with_user(self.agent)._ask_evidence(text, list(pieces), **more)
        return claim._open_round()
