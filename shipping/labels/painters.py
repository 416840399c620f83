"""Turn a page of shapes into the bytes of a PDF or a PNG; the same page gives the same bytes."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from shipping.labels.drawing import INCH, Box, Page, Shape, Words
from shipping.labels.text import font_path, text_width

DPI = 203  # thermal label printers; a barcode's narrowest bar is three of their dots
PALE = 0.88


@dataclass(frozen=True)
class Placed:
    """A page on a sheet: where its lower left corner goes; turned means a quarter to the left."""

    page: Page
    x: float = 0
    y: float = 0
    turned: bool = False


def pdf_paint(placed: list[Placed], *, width: float, height: float, title: str) -> bytes:
    """One sheet with the placed pages; `title` is the document's name."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for each in placed:
        _place(canvas, each)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def png_paint(page: Page, *, dpi: int = DPI) -> bytes:
    """The page in shades of grey at `dpi` dots an inch."""
    scale = dpi / INCH
    image = Image.new("L", (round(page.width * scale), round(page.height * scale)), 255)
    draw = ImageDraw.Draw(image)
    for shape in page.shapes:
        _dot(draw, shape, scale, image.height)
    out = BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi), compress_level=6)
    return out.getvalue()


def _place(canvas: Canvas, placed: Placed) -> None:
    canvas.saveState()
    canvas.translate(placed.x, placed.y)
    if placed.turned:
        canvas.translate(placed.page.height, 0)
        canvas.rotate(90)
    page = placed.page
    if page.picture:
        canvas.drawImage(ImageReader(BytesIO(page.picture)), 0, 0, page.width, page.height)
    for shape in page.shapes:
        _ink(canvas, shape)
    canvas.restoreState()


def _ink(canvas: Canvas, shape: Shape) -> None:
    canvas.setFillGray(PALE if shape.light else 0)
    if isinstance(shape, Box):
        canvas.rect(shape.x, shape.y, shape.width, shape.height, stroke=0, fill=1)
        return
    text_width(shape.text, shape.font, shape.size)  # makes the font known to reportlab
    canvas.setFont(shape.font, shape.size)
    canvas.drawString(shape.x, shape.y, shape.text)


def _dot(draw: ImageDraw.ImageDraw, shape: Shape, scale: float, height: int) -> None:
    grey = round(255 * PALE) if shape.light else 0
    if isinstance(shape, Words):
        font = _pixels(shape.font, round(shape.size * scale * 4) / 4)
        place = (shape.x * scale, height - shape.y * scale)
        draw.text(place, shape.text, fill=grey, font=font, anchor="ls")
        return
    left, right = round(shape.x * scale), round((shape.x + shape.width) * scale)
    top = height - round((shape.y + shape.height) * scale)
    bottom = height - round(shape.y * scale)
    draw.rectangle((left, top, max(right - 1, left), max(bottom - 1, top)), fill=grey)


@cache
def _pixels(font: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path(font), size, layout_engine=ImageFont.Layout.BASIC)
