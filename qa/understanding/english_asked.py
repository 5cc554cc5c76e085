"""How English asks for a figure by its name: alternatives of a pattern for folded questions."""

from __future__ import annotations

_INDICATOR = (
    "rate|share|target|number|amount|growth|output|area|total|concentration|ratio|length|size|"
    "investment|price|speed|cost|budget|revenue|income|gdp|volume|value|percentage"
)
_OF_THE = r"(?:the\b|[^?]{1,40}['’]s?\b)"  # the rate of it, or its own: Sichuan's rate
_VERBS = (
    "what|which|who|how|why|when|where|do|does|did|is|are|was|were|will|has|have|name|list|tell"
)
WHAT_IS_THE = rf"^what(?: (?:is|was|are|were)|['’]s) {_OF_THE}.*\b(?:{_INDICATOR})s?\b"
NAMES_INDICATOR = (  # GDP growth target of 陕西 in 2025
    rf"^(?!.*\b(?:{_VERBS})\b)(?=[^?]*\b[a-z]{{3,}}\b)[^?]*\b(?:{_INDICATOR})s?"
    r"(?:\s+(?:of|in|for)\b[^?]*|\s+\d{4})?[?。!]*$"
)
ITS_INDICATOR = rf"[^?]{{1,40}}['’]s? .*\b(?:{_INDICATOR})s?\b"
