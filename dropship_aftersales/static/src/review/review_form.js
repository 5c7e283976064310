import { useState, useSubEnv } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { executeButtonCallback } from "@web/views/view_button/view_button_hook";

/**
 * A queue of claims: what is decided leaves it, and the next one is there. A claim is
 * decided when its state is another one after it was read again, whatever did that.
 */
export class ReviewFormController extends FormController {
    static template = "dropship_aftersales.ReviewFormView";

    setup() {
        this.review = useState({ id: false, data: null, signals: [], isOver: false });
        this.approved = "";
        this.before = {};
        this.keepLast = new KeepLast();
        useSubEnv({ review: this.review, approveReviewed: () => this.approve() });
        super.setup();
        this.notification = useService("notification");
    }

    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRootLoaded = (root) => this.onRootLoaded(root);
        return params;
    }

    onWillLoadRoot() {
        super.onWillLoadRoot(...arguments);
        const root = this.model?.root;
        this.before = root ? { resId: root.resId, state: root.data.state } : {};
    }

    async onRootLoaded(root) {
        const { resId, state } = this.before;
        if (resId === root.resId && state !== root.data.state) {
            this.tellDecision(root);
            await this.loadNext(root);
        } else {
            this.loadReview(root.resId);
        }
    }

    async loadReview(resId) {
        if (this.review.id !== resId) {
            // Nothing of the claim before is approved for this one.
            Object.assign(this.review, { id: resId, data: null, signals: [] });
        }
        const data = await this.keepLast.add(
            this.orm.silent.call("aftersales.claim", "get_review", [[resId]])
        );
        Object.assign(this.review, { data });
        const signals = await this.keepLast.add(
            this.orm.silent.call("aftersales.claim", "get_review_signals", [[resId]])
        );
        Object.assign(this.review, { signals });
    }

    /** The claims that are left, from the place where the decided one stood. */
    async loadNext(root) {
        const place = root.resIds.indexOf(root.resId);
        const resIds = root.resIds.filter((id) => id !== root.resId);
        if (resIds.length) {
            await this.model.load({ resId: resIds[place] || resIds[0], resIds });
        } else {
            this.review.isOver = true;
        }
    }

    tellDecision(root) {
        const { name, state } = root.data;
        const { resId, resModel } = root;
        const label = Object.fromEntries(root.fields.state.selection)[state];
        const message =
            state === "approved" && this.approved
                ? _t("%(claim)s: approved, %(amount)s", { claim: name, amount: this.approved })
                : _t("%(claim)s: %(state)s", { claim: name, state: label });
        this.approved = "";
        this.notification.add(message, {
            type: "success",
            buttons: [
                {
                    name: _t("Open"),
                    onClick: () =>
                        this.actionService.doAction({
                            type: "ir.actions.act_window",
                            res_model: resModel,
                            res_id: resId,
                            views: [[false, "form"]],
                        }),
                },
            ],
        });
    }

    async approve() {
        const { data, id } = this.review;
        if (!data || id !== this.model.root.resId) {
            return;
        }
        const { amount, amount_text, reason } = data.approve;
        if (reason) {
            this.notification.add(reason, { type: "warning" });
            return;
        }
        await executeButtonCallback(this.rootRef.el, async () => {
            await this.orm.call("aftersales.claim", "action_approve_seen", [[id], amount]);
            this.approved = amount_text;
            await this.model.load();
        });
    }

    leave() {
        this.env.config.historyBack();
    }
}

registry.category("views").add("aftersales_review_form", {
    ...formView,
    Controller: ReviewFormController,
});
