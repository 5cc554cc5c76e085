"""The headers that tell a browser what the page may do: only what Gradio's page needs."""

from __future__ import annotations

import base64
import hashlib

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}


def digest(script: str) -> str:
    """The source by which a content security policy allows just this inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def security(*scripts: str) -> dict[str, str]:
    """The headers of a response; ``scripts`` are further sources of scripts that it may run.

    Gradio compiles the listeners and templates of its components in the browser (hence
    ``unsafe-eval``) and writes style attributes. A script or a listener that stands in markup is
    not run, unless it stands in the page as it was sent.
    """
    policy = (
        "default-src 'none'",
        " ".join(("script-src", "'self'", "'unsafe-eval'", *scripts)),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
    return {"Content-Security-Policy": "; ".join(policy), **_FIXED}


def security_of_original(kind: str) -> dict[str, str]:
    """The headers of a report's own file, or of what is told in its place.

    Of a PDF a browser makes a page of its own, with a viewer in it; nothing else is shown, and what
    is in a file asks for nothing and runs nothing.

    Args:
        kind: the content type.
    """
    policy = [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
    if kind == "application/pdf":
        policy += ["style-src 'unsafe-inline'", "img-src 'self'", "object-src 'self'"]
    else:
        policy.append("sandbox")
    return {"Content-Security-Policy": "; ".join(policy), **_FIXED}
