"""QR codes as SVG."""

from __future__ import annotations

from io import BytesIO

import segno


def qr_svg(text: str, *, scale: int = 4) -> str:
    """Return a QR code as SVG with its name space: fit for a data address and for print."""
    buffer = BytesIO()
    segno.make(text, error="m").save(buffer, kind="svg", xmldecl=False, scale=scale, border=2)
    return buffer.getvalue().decode()
