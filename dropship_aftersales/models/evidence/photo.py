"""Pictures that strangers send: recognised, measured and encoded again."""

from io import BytesIO
from itertools import pairwise

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
# Of the 64 neighbours compared, so many must differ visibly, both ways: a white page
# or a plain wall looks like any other.
TELLING_PAIRS = 16
TELLING_BITS = 10
VISIBLE = 3
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


def difference_hash(content):
    """64 bits by which nearly the same photo is known again: smaller, encoded anew, a
    little brighter. Each says whether a spot is lighter than its neighbour.

    :param bytes content: the photo, or its small upright copy
    :return: int; None when it is no readable photo, or too plain to tell
    """
    try:
        with open_photo(content) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            spots = _upright(image).convert("L").resize((9, 8), Image.Resampling.BOX)
    except UNREADABLE:
        return None
    rows = [spots.tobytes()[row * 9 : row * 9 + 9] for row in range(8)]
    pairs = [pair for row in rows for pair in pairwise(row)]
    if sum(abs(left - right) >= VISIBLE for left, right in pairs) < TELLING_PAIRS:
        return None
    bits = sum((left > right) << place for place, (left, right) in enumerate(pairs))
    if not TELLING_BITS <= bits.bit_count() <= len(pairs) - TELLING_BITS:
        return None
    return bits
