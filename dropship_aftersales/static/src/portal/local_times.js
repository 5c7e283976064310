import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const DAY = { weekday: "short", year: "numeric", month: "short", day: "numeric" };
const TIME = { hour: "numeric", minute: "2-digit" };

/** Writes moments in the reader's own time; the server printed them in another zone. */
export class LocalTimes extends Interaction {
    static selector = "time.o_aftersales_time";

    start() {
        const { dateTime } = this.el;
        const { onlyDay } = this.el.dataset;
        const moment = new Date(dateTime);
        if (isNaN(moment)) {
            return;
        }
        const format = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
            ...DAY,
            ...(onlyDay ? {} : TIME),
        });
        this.el.textContent = format.format(moment);
    }
}

registry.category("public.interactions").add("dropship_aftersales.local_times", LocalTimes);
