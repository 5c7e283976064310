"""Evidence that a supplier gives: it belongs to his case, not to the claim."""

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .evidence import MAX_FILES

# Afterwards the case is over, and what it was decided on stays as it was.
OPEN_FOR_FILES = ("draft", "asked", "disputed", "accepted")


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    case_id = fields.Many2one(
        "aftersales.supplier.case",
        string="Supplier Case",
        index="btree_not_null",
        ondelete="cascade",
        help="Given by this supplier, or by an agent for him. Customers and other "
        "suppliers never see it.",
    )
    case_line_id = fields.Many2one(
        "aftersales.supplier.case.line",
        string="Received Item",
        index="btree_not_null",
        ondelete="cascade",
        help="Shows how this item arrived.",
    )
    late_parcel = fields.Boolean(
        readonly=True,
        copy=False,
        help="Shows a parcel that came after the case was over.",
    )

    @api.constrains("case_id", "case_line_id", "claim_id")
    def _check_case(self):
        for evidence in self:
            case = evidence.case_id
            if case and case.claim_id != evidence.claim_id:
                raise ValidationError(
                    self.env._("%s belongs to another claim.", case.display_name)
                )
            line = evidence.case_line_id
            if line and line.case_id != case:
                raise ValidationError(
                    self.env._("%s belongs to another case.", line.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Evidence of a case is its claim's, whoever adds it there."""
        cases = self.env["aftersales.supplier.case"]
        return super().create(
            [
                {"claim_id": cases.browse(vals["case_id"]).claim_id.id, **vals}
                if vals.get("case_id")
                else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if vals.keys() & {"case_id", "case_line_id", "late_parcel"}:
            raise UserError(
                self.env._("Evidence stays where it was given. Add it anew instead.")
            )
        return super().write(vals)

    def _check_count(self, vals_list):
        """Each case has its own number of files, taking none from the customer."""
        of_cases = [vals for vals in vals_list if vals.get("case_id")]
        super()._check_count([vals for vals in vals_list if not vals.get("case_id")])
        added = Counter(vals["case_id"] for vals in of_cases)
        for case in self.env["aftersales.supplier.case"].browse(added):
            if len(case.evidence_ids) + added[case.id] > MAX_FILES:
                raise ValidationError(
                    self.env._(
                        "%(limit)s files at most. Remove some, or write to us.",
                        limit=MAX_FILES,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _check_open(self):
        """What a supplier shows is needed after the claim is decided: of its answer,
        and of what arrives."""
        of_cases = self.filtered("case_id")
        super(AftersalesEvidence, self - of_cases)._check_open()
        if closed := of_cases.case_id.filtered(
            lambda case: case.state not in OPEN_FOR_FILES
        ):
            raise UserError(
                self.env._(
                    "%s is closed; its evidence stays as it is.",
                    ", ".join(closed.mapped("name")),
                )
            )


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    # By definition, not page by page: customers see what is on the claim.
    evidence_ids = fields.One2many(domain=[("case_id", "=", False)])
    case_evidence_ids = fields.One2many(
        "aftersales.evidence",
        "claim_id",
        string="Evidence of Suppliers",
        domain=[("case_id", "!=", False)],
        groups="base.group_user",
    )


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    evidence_ids = fields.One2many(
        "aftersales.evidence",
        "case_id",
        string="Supplier's Evidence",
        groups="base.group_user",
    )

    def _add_case_evidence(self, files, source, line=None):
        """Keep files as what the supplier shows us.

        :param list files: ``(name, bytes)`` pairs
        :param str source: who sent them: supplier, or agent for him
        :param line: the item whose arrival they show, if they show one
        :return: the evidence of these files, created or there already
        :raise UserError: a file cannot be used, there are too many, or the case is
            over; none is kept then
        """
        self.ensure_one()
        return self._evidence_of(line)._keep_beside(
            files,
            {
                "claim_id": self.claim_id.id,
                "case_id": self.id,
                "case_line_id": line.id if line else False,
                "source": source,
            },
        )

    def _evidence_of(self, line=None):
        """What shows how ``line`` arrived; without one, what goes with the answer."""
        line_id = line.id if line else False
        return self.evidence_ids.filtered(
            lambda evidence: evidence.case_line_id.id == line_id
        )

    def _removable_evidence(self):
        """What the supplier may take back: its own, until the case is over."""
        open_cases = self.filtered(lambda case: case.state in OPEN_FOR_FILES)
        return open_cases.evidence_ids.filtered(
            lambda evidence: evidence.source == "supplier"
        )

    def _portal_files(self, access_token=None, line=None):
        """The supplier's files, as the tiles show them: of the answer, or of a line."""
        self.ensure_one()
        removable = self._removable_evidence()
        return [
            evidence._portal_file(self.access_url, access_token, evidence in removable)
            for evidence in self._evidence_of(line)
        ]

    def _visible_evidence(self):
        """What this supplier may open: what we shared, and its own."""
        return self._shared_evidence() | self.evidence_ids
