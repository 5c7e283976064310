import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Reads the number on a parcel's slip with the camera, where there is one. */
export class ScanSlip extends Interaction {
    static selector = ".o_aftersales_scan";
    dynamicContent = {
        ".o_aftersales_camera": {
            "t-att-class": () => ({ "d-none": !isBarcodeScannerSupported() }),
            "t-on-click": () => this.scan(),
        },
    };

    async scan() {
        let number;
        try {
            number = await this.waitFor(scanBarcode(this.env));
        } catch {
            // No camera, or not allowed: the dialog says so, the number can be typed.
            return;
        }
        this.el.querySelector("input[name=number]").value = number;
        this.el.requestSubmit();
    }
}

registry.category("public.interactions").add("dropship_aftersales.scan_slip", ScanSlip);
