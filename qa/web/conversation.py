"""What a chat keeps while it is open: what was said, and what later questions may follow up on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.web.markup import Html

Message = dict[str, str]  # as gradio.Chatbot takes it

N_REMEMBERED = 6  # questions that a later one may follow up on


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The messages of a chat, and its last questions as they were understood, oldest first.

    ``rewritten`` is the last question where it was understood otherwise than as it was typed.
    """

    messages: tuple[Message, ...] = ()
    questions: tuple[str, ...] = ()
    rewritten: str = ""

    def after(
        self, question: Html, answer: Html, *, understood: str, is_rewritten: bool
    ) -> Conversation:
        """The conversation with one more question and its answer."""
        return Conversation(
            messages=(
                *self.messages,
                {"role": "user", "content": question},
                {"role": "assistant", "content": answer},
            ),
            questions=(*self.questions, understood)[-N_REMEMBERED:],
            rewritten=understood if is_rewritten else "",
        )
