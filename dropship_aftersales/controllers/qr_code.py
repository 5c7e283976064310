"""A QR code as part of a page."""

import base64

from reportlab.graphics.barcode.qr import QrCodeWidget

# The white around it that cameras need, in modules.
QUIET_ZONE = 4


def qr_code(text):
    """The source of an image that cameras read as ``text``.

    It stands in the page itself: no address tells ``text`` to others. One path of some
    kilobytes, drawn without a further library.
    """
    code = QrCodeWidget(text).qr
    code.make()
    path = "".join(
        f"M{column + QUIET_ZONE},{row + QUIET_ZONE}h1v1h-1z"
        for row, modules in enumerate(code.modules)
        for column, is_dark in enumerate(modules)
        if is_dark
    )
    size = len(code.modules) + 2 * QUIET_ZONE
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()}"
