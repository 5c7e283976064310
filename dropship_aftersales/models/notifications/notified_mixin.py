from markupsafe import Markup

from odoo import fields, models

from ..workflow.workflow_mixin import SYSTEM


class AftersalesNotifiedMixin(models.AbstractModel):
    """Tells the parties of a document what happened to it.

    A concrete model sets ``_notified_as`` and says who reads, and which event a verb
    is, in ``_event_of``.
    """

    _name = "aftersales.notified.mixin"
    _description = "After-Sales Notifications of a Document"

    # The key of the document on the rows of notifications.
    _notified_as = ""
    # External ids of the tasks its responsible may get.
    _activity_types: tuple[str, ...] = ()

    def _notify(self, event, actor=SYSTEM, before=None, amounts=None, rank=1):
        """Put what the parties hear of ``event`` into the outbox.

        It is written in the current transaction, so that it is told if and only if the
        event happened; words, addresses and delivery come later. The whole batch costs
        a constant number of queries.

        :param str event: a verb of the document or a key of
            ``aftersales.notification`` events
        :param str actor: who did it
        :param dict before: ``{document: state}`` it came from, for verbs
        :param dict amounts: ``{document: amount}`` the event is about
        :param int rank: of events in one transaction, the lower one is told first
        """
        heard = {}
        for document in self:
            came_from = (before or {}).get(document)
            if name := document._event_of(event, actor, came_from):
                heard[name] = heard.get(name, self.browse()) | document
        if heard:
            # The outbox is the system's; whoever acts need not see it.
            outbox_sudo = self.env["aftersales.notification.log"].sudo()
            outbox_sudo._queue(heard, amounts=amounts, rank=rank)
        self._close_answered_activities()

    def _event_of(self, event, actor, came_from):
        """Which event of the notifications this is for one document, or None."""
        return event

    def _prepare_log_vals(self, audience):
        """What a row of the outbox says of one document and its reader."""
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "document_state": self.state,
            # Whoever is responsible when it is sent.
            "partner_id": self.partner_id.id if audience != "agent" else False,
        }

    def _reader(self, audience):
        """The partner who reads for ``audience``."""
        self.ensure_one()
        if audience == "agent":
            # Agents need not see each other's accounts.
            return self._responsible_user().sudo().partner_id
        return self.partner_id

    def _spoken_values(self, log):
        """What placeholders stand for, formatted for the reader of ``log``."""
        raise NotImplementedError

    def _has_reached(self, audience):
        """Those of these documents of which ``audience`` was told something that left
        the house."""
        raise NotImplementedError

    # ------------------------------------------------------------------ tasks

    def _responsible_user(self):
        """Who has to see to it: the responsible, else the company's, else the first
        manager of the company."""
        self.ensure_one()
        claim_sudo = self.sudo()
        company = self.company_id
        for chosen in (claim_sudo.user_id, company.sudo().aftersales_user_id):
            if chosen and chosen.active:
                return chosen
        managers = self.env.ref("dropship_aftersales.group_manager")
        return (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("all_group_ids", "in", managers.ids),
                    ("company_ids", "in", company.ids),
                    ("share", "=", False),
                ],
                limit=1,
                order="id",
            )
        )

    def _ask_responsible(self, activity_type, user, summary, note):
        """Give ``user`` a task; one of its kind a document, brought up to date."""
        self.ensure_one()
        values = {"summary": summary, "note": note}
        if known := self._activities_of(activity_type)[:1]:
            known.with_context(mail_activity_quick_update=True).write(
                {**values, "user_id": user.id}
            )
            return
        # Tasks of all agents, whoever acts. Agents get the task, not a mail about it.
        activities_sudo = self.env["mail.activity"].sudo()
        activities_sudo.with_context(mail_activity_quick_update=True).create(
            {
                **values,
                "activity_type_id": activity_type.id,
                "automated": True,
                "date_deadline": fields.Date.context_today(self),
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_id": self.id,
                "user_id": user.id,
            }
        )

    def _own_activity_types(self):
        # Missing while the addon is installed or removed.
        ids = filter(None, map(self._type_id, self._activity_types))
        return self.env["mail.activity.type"].browse(ids)

    def _type_id(self, name):
        # Remembered, which ``ref`` is not: transitions of many claims ask for it.
        return self.env["ir.model.data"]._xmlid_to_res_id(name)

    def _hand_activities_on(self):
        """The tasks go to whoever is responsible now."""
        for document in self:
            activities = document._activities_of(document._own_activity_types())
            user = document._responsible_user()
            if activities and user:
                activities.with_context(mail_activity_quick_update=True).user_id = user

    def _activities_of(self, activity_types):
        # Tasks of all agents, whoever looks.
        return (
            self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("activity_type_id", "in", activity_types.ids),
                ]
            )
        )

    def _close_answered_activities(self):
        """Take tasks away that the documents do not ask for any more."""
        activity_types = self._own_activity_types()
        if not self.ids or not activity_types:
            return
        activities = self._activities_of(activity_types)
        documents = {
            document.id: document
            for document in self.browse(dict.fromkeys(activities.mapped("res_id")))
        }
        activities.filtered(
            lambda activity: (
                not documents[activity.res_id]._asks(activity.activity_type_id)
            )
        ).unlink()

    def _asks(self, activity_type):
        """Whether one document still asks its responsible for ``activity_type``."""
        raise NotImplementedError

    def _note_for(self, sentence):
        return Markup("<p>%s</p>") % sentence
