"""What people send: a paper, a video, photos."""

from io import BytesIO

from PIL import Image, ImageDraw

PDF = b"%PDF-1.4"
MP4 = b"\x00\x00\x00\x18ftypisom" + b"\x00" * 400
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 400


def scene(seed=0, size=(320, 240), quality=90, light=0):
    """Bytes of a photo of some things; the same ``seed`` shows the same things."""
    # Drawn by arithmetic: the same on every machine and in every run.
    image = Image.new("RGB", (320, 240), (90 + light, 120 + light, 150 + light))
    draw = ImageDraw.Draw(image)
    for place in range(24):
        value = (seed * 7919 + place * 104729 + place * place * seed * 31) % 99991
        left, top = value % 280, value // 7 % 200
        shade = value // 13 % 200 + light
        draw.rectangle(
            (left, top, left + 25 + value % 60, top + 20 + value % 45),
            fill=(shade, 255 - shade, value // 3 % 200),
        )
    output = BytesIO()
    image.resize(size).save(output, "JPEG", quality=quality)
    return output.getvalue()
