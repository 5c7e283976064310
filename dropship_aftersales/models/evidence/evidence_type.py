from odoo import fields, models

FILE_KINDS = [("photo", "Photo"), ("video", "Video"), ("document", "Document")]
KINDS = [*FILE_KINDS, ("any", "Photo, video or document")]


class AftersalesEvidenceType(models.Model):
    """A piece of evidence that can be asked for: a photo of the fault, of the label."""

    _name = "aftersales.evidence.type"
    _description = "Evidence Type"
    _inherit = ["aftersales.numbers.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="Stable name that integrations use; never translated."
    )
    kind = fields.Selection(
        KINDS,
        required=True,
        default="photo",
        help="What the customer may send for it.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint(
        "UNIQUE(code)", "An evidence type with this code exists."
    )
