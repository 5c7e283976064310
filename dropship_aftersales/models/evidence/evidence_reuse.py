"""Files that are on another claim already: the same content, or nearly the same photo.

A photo's hash has 64 bits, and photos that differ in at most ``ALIKE`` of them are
nearly the same. Cut into four bands, one of the bands then differs in a single bit at
most, as two in each of the four would be eight: looking up each band and its sixteen
neighbours in an index finds every such photo.
"""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from .photo import difference_hash

ALIKE = 6
BANDS = ("hash_band_1", "hash_band_2", "hash_band_3", "hash_band_4")
BAND_BITS = 16
FOUND = frozenset({"reuse", "reused_evidence_ids", "photo_hash", *BANDS})
REUSES = [
    ("customer", "Sent before by this customer"),
    ("others", "Used on another customer's claim"),
]
# So many earlier ones are named, of a paper that hundreds of claims show.
NAMED = 20
# Files of the past are looked at so many at a time.
BATCH = 200


def bands_of(bits):
    """The hash in four parts, each from 1: the database takes 0 for nothing."""
    mask = (1 << BAND_BITS) - 1
    return [(bits >> BAND_BITS * place & mask) + 1 for place in range(len(BANDS))]


def neighbours(band):
    """A part of a hash, and what it would be with one bit wrong."""
    bits = band - 1
    return [band, *((bits ^ 1 << place) + 1 for place in range(BAND_BITS))]


class AftersalesEvidence(models.Model):
    """Knows files again that were sent on other claims of the company."""

    _inherit = "aftersales.evidence"

    photo_hash = fields.Char(
        readonly=True, copy=False, help="Nearly the same for nearly the same photos."
    )
    hash_band_1 = fields.Integer(readonly=True, copy=False, index="btree_not_null")
    hash_band_2 = fields.Integer(readonly=True, copy=False, index="btree_not_null")
    hash_band_3 = fields.Integer(readonly=True, copy=False, index="btree_not_null")
    hash_band_4 = fields.Integer(readonly=True, copy=False, index="btree_not_null")
    reuse = fields.Selection(
        REUSES,
        string="Used Before",
        readonly=True,
        copy=False,
        help="This file, or nearly the same photo, is on another claim already.",
    )
    reused_evidence_ids = fields.Many2many(
        "aftersales.evidence",
        "aftersales_evidence_reuse",
        "evidence_id",
        "earlier_id",
        string="Used Before As",
        readonly=True,
        copy=False,
    )

    # Files sent before we knew files again.
    _unknown_index = models.Index("(id) WHERE checksum IS NULL")

    # ------------------------------------------------------------------ what it is

    @api.model_create_multi
    def create(self, vals_list):
        evidence = super().create(
            [
                {name: value for name, value in vals.items() if name not in FOUND}
                for vals in vals_list
            ]
        )
        evidence._find_reuse()
        return evidence

    def write(self, vals):
        if vals.keys() & FOUND:
            raise UserError(
                self.env._("What a file is, and who sent it, is not written by hand.")
            )
        result = super().write(vals)
        if "content" in vals:
            self._find_reuse()
        return result

    def unlink(self):
        # What was said to be like these files is like nothing any more; its claim may
        # be another agent's.
        alike_sudo = self.sudo().search([("reused_evidence_ids", "in", self.ids)])
        result = super().unlink()
        alike_sudo.exists()._find_reuse()
        return result

    def _prepare_content_vals(self, name, content):
        vals = super()._prepare_content_vals(name, content)
        return {**vals, **self._prepare_hash_vals(vals["thumbnail"])}

    @api.model
    def _prepare_hash_vals(self, thumbnail):
        """The hash of a photo, taken from its small copy; empty for other files."""
        bits = difference_hash(base64.b64decode(thumbnail)) if thumbnail else None
        if bits is None:
            return {"photo_hash": False, **dict.fromkeys(BANDS, False)}
        return {
            "photo_hash": f"{bits:016x}",
            **dict(zip(BANDS, bands_of(bits), strict=True)),
        }

    @api.model
    def _cron_know_files(self):
        """Find out about files that were sent before we knew files again.

        Photos are known by the small copies that were kept of them.
        """
        is_unknown = [("checksum", "=", False)]
        left = self.search_count(is_unknown)
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=left)
        while files := self.search(is_unknown, limit=BATCH, order="id"):
            files._know()
            if not commit(len(files)):
                break

    def _know(self):
        attachments_sudo = self._attachments_sudo()
        attached = {attachment.res_id: attachment for attachment in attachments_sudo}
        for evidence in self:
            attachment = attached.get(evidence.id, attachments_sudo.browse())
            evidence._write_found(
                {
                    # A file that was lost is like no other.
                    "checksum": attachment.checksum or f"lost-{evidence.id}",
                    "size": attachment.file_size,
                    **self._prepare_hash_vals(evidence.thumbnail),
                }
            )

    # ------------------------------------------------------------------ seen before

    def _find_reuse(self):
        """Note which of these files of customers were used on other claims.

        One query for any number. Compared are claims that were submitted: what
        somebody only prepares is not used yet, and is looked at when he sends it.
        """
        shown = self.filtered(
            lambda file: not file.case_id and file.claim_id._is_sent()
        )
        for evidence, earlier in shown._used_before().items():
            if not earlier and not evidence.reuse:
                continue
            evidence._write_found(
                {
                    "reuse": evidence._reuse_of(earlier),
                    "reused_evidence_ids": [
                        Command.set([found["id"] for found in earlier[:NAMED]])
                    ],
                }
            )

    def _used_before(self):
        """``{file: rows of what is the same or nearly the same on other claims}``"""
        if not self:
            return {}
        rows = self._look_up()
        return {
            evidence: [row for row in rows if evidence._is_same_as(row)]
            for evidence in self
        }

    def _look_up(self):
        """Candidates for all of these files, from the indexes."""
        self.env["aftersales.claim"].flush_model(
            ["state", "submitted_date", "commercial_partner_id"]
        )
        self.flush_model(["checksum", "claim_id", "case_id", "company_id", *BANDS])
        self.env.cr.execute(self._look_up_query())
        return self.env.cr.dictfetchall()

    def _look_up_query(self):
        conditions = [
            SQL("file.checksum = ANY(%s)", self.filtered("checksum").mapped("checksum"))
        ]
        for band in BANDS:
            wanted = {
                near for file in self if file[band] for near in neighbours(file[band])
            }
            conditions.append(
                SQL("file.%s = ANY(%s)", SQL.identifier(band), list(wanted))
            )
        return SQL(
            """SELECT file.id, file.claim_id, file.company_id, file.checksum,
                      file.photo_hash, claim.state,
                      claim.commercial_partner_id AS customer_id
                 FROM aftersales_evidence file
                 JOIN aftersales_claim claim ON claim.id = file.claim_id
                WHERE (%s) AND file.case_id IS NULL
                  AND claim.submitted_date IS NOT NULL
                ORDER BY file.id""",
            SQL(" OR ").join(conditions),
        )

    def _is_same_as(self, row):
        """Whether ``row`` is this file or nearly the same photo, on another claim of
        the company, and its customer did not merely ask once more."""
        self.ensure_one()
        claim = self.claim_id
        if row["claim_id"] == claim.id or row["company_id"] != claim.company_id.id:
            return False
        if row["customer_id"] == claim.commercial_partner_id.id and (
            # Withdrawn and sent again; one paper for several requests.
            row["state"] == "cancelled" or self.kind == "document"
        ):
            return False
        if not self.photo_hash:
            # What is too plain to tell is like any other, to the last byte.
            return self.kind != "photo" and row["checksum"] == self.checksum
        if not row["photo_hash"]:
            return False
        apart = int(self.photo_hash, 16) ^ int(row["photo_hash"], 16)
        return apart.bit_count() <= ALIKE

    def _reuse_of(self, rows):
        """Whose claims ``rows`` are from, as ``reuse`` says it."""
        customers = {row["customer_id"] for row in rows}
        if customers - {self.claim_id.commercial_partner_id.id}:
            return "others"
        return "customer" if customers else False
