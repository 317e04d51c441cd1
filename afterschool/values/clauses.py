"""A clause: where a rule is written. Every refusal, finding and figure carries one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """出处. `title` of the document, its `number` (发文字号, may be empty) and the `article` in it, such as 三(二)."""

    title: str
    number: str = ""
    article: str = ""

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{number}{self.article}"


NO_CLAUSE = Clause("")
PLATFORM_TITLE = "平台默认设置"  # also the title of the pack platform_defaults


def platform_default(article: str) -> Clause:
    """The clause of a rule that no document states: a default of this product."""
    return Clause(PLATFORM_TITLE, article=article)
