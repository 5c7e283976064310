"""Pictures that strangers send: recognised, measured and encoded again."""

from io import BytesIO

# Odoo loads few formats; importing the plug-in registers WebP.
from PIL import ExifTags, Image, WebPImagePlugin

FORMATS = ("JPEG", "PNG", WebPImagePlugin.WebPImageFile.format)
PHOTOS = {
    "JPEG": "image/jpeg",
    # Many phones put a second picture, for depth or light, behind the first.
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}
# How a picture is turned that the camera held otherwise, by what it wrote down.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
MAX_PIXELS = 50_000_000
# What a damaged or hostile picture makes the library raise.
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def open_photo(content):
    """Only what a camera or phone makes; other decoders see no stranger's bytes.

    :raise: one of ``UNREADABLE``
    """
    return Image.open(BytesIO(content), formats=FORMATS)


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
            copy = _upright(image).convert("RGBA")
    except UNREADABLE:
        return b""
    paper = Image.new("RGB", copy.size, "white")
    paper.paste(copy, mask=copy.getchannel("A"))
    output = BytesIO()
    paper.save(output, "JPEG", quality=85)
    return output.getvalue()


def _upright(image):
    """``image`` as it was seen. Nothing else that the camera wrote down is looked at:
    much of it is damaged."""
    turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    return image if turn is None else image.transpose(turn)
