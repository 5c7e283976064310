"""Pictures that strangers send: recognised, measured and encoded again."""

from io import BytesIO

# Odoo loads few formats; importing the plug-in registers WebP.
from PIL import Image, ImageOps, WebPImagePlugin

PHOTOS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    WebPImagePlugin.WebPImageFile.format: "image/webp",
}
MAX_PIXELS = 50_000_000
# What a damaged or hostile picture makes the library raise.
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def open_photo(content):
    """Only what a camera or phone makes; other decoders see no stranger's bytes.

    :raise: one of ``UNREADABLE``
    """
    return Image.open(BytesIO(content), formats=tuple(PHOTOS))


def photo_copy(content, size):
    """A photo encoded again: place, date and camera are gone.

    :param bytes content: the photo as it was sent
    :param int size: pixels of the longer side at most
    :return: bytes of a JPEG; empty when this is no readable photo
    """
    try:
        with open_photo(content) as image:
            if image.width * image.height > MAX_PIXELS:
                return b""
            if image.mode not in ("RGB", "RGBA", "L", "LA", "CMYK", "YCbCr"):
                image = image.convert("RGBA")
            # Smaller first: a turned copy of the whole would need its memory twice.
            image.thumbnail((size, size))
            copy = ImageOps.exif_transpose(image).convert("RGBA")
    except UNREADABLE:
        return b""
    paper = Image.new("RGB", copy.size, "white")
    paper.paste(copy, mask=copy.getchannel("A"))
    output = BytesIO()
    paper.save(output, "JPEG", quality=85)
    return output.getvalue()
