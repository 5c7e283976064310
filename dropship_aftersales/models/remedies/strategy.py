from odoo import models


class RemedyStrategy(models.AbstractModel):
    """The contract of a remedy kind; every method takes remedies of this kind.

    A kind is one AbstractModel ``aftersales.remedy.<kind>`` that inherits this one;
    its ``_description`` is the label of the kind. The shortest example is ``refund``.
    """

    _name = "aftersales.remedy.strategy"
    _description = "Remedy Strategy"

    # Units given once are gone for good; otherwise they can be claimed again when done.
    _consumes_units = False
    # The amount follows from the units; nobody enters it.
    _computes_amount = False

    def _compute_amounts(self, remedies):
        """Write ``amount``: what the customer gets, tax included, claim currency."""

    def _check(self, remedies):
        """Refuse what cannot be started.

        :raise UserError: saying what to change
        """

    def _start(self, remedies):
        """Create the documents that carry the remedies out."""
        raise NotImplementedError

    def _progress(self, remedies):
        """Do what has become due since; called again, it changes nothing twice."""

    def _is_done(self, remedies):
        """Those of ``remedies`` whose customer got all of it."""
        raise NotImplementedError

    def _is_final(self, remedy):
        """Whether something happened for ``remedy`` that cannot be taken back."""
        raise NotImplementedError

    def _settle_received(self, remedies):
        """Reduce the remedies to what arrived."""
        raise NotImplementedError

    def _cancel(self, remedies):
        """Cancel the open documents that were created for the remedies."""
        raise NotImplementedError
