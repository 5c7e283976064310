"""What a story is about: its claims, and what they are called in sentences."""

from hypothesis import strategies as st

from .actors import CASE, CLAIM, REMEDY
from .teller import Teller


class Documents(Teller):
    """Claims of the story in the order they were made, and everything below them."""

    def __init__(self, world):
        super().__init__(world)
        self.claims = self.env[CLAIM]

    def live(self):
        """The claims, those that were deleted in draft left out."""
        return self.claims.exists().sudo()

    def call(self, document):
        """What ``document`` is called, the same in every telling of the story."""
        if document._name == CLAIM:
            return f"claim {self.claims.ids.index(document.id) + 1}"
        claim = document.sudo().claim_id
        if document._name == CASE:
            number = sorted(claim.case_ids.ids).index(document.id)
            supplier = document.sudo().partner_id.name.split()[0]
            more = f" ({number + 1})" if number else ""
            return f"{self.call(claim)}'s case of {supplier}{more}"
        if document._name == REMEDY:
            number = sorted(claim.remedy_ids.ids).index(document.id) + 1
            return f"{self.call(claim)}'s remedy {number}"
        return f"{self.call(claim)}'s {document.display_name}"

    def documents(self, model):
        """All claims, cases or remedies of the story, always in the same order."""
        claims = self.live()
        found = {
            CLAIM: lambda: claims,
            CASE: lambda: claims.case_ids,
            REMEDY: lambda: claims.remedy_ids,
        }[model]()
        return list(found.sorted("id"))

    def pick(self, data, candidates):
        """One of ``candidates``, or nothing if there is none."""
        candidates = list(candidates)
        return data.draw(st.sampled_from(candidates)) if candidates else None
