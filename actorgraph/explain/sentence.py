"""What is shown of one sentence: its words, who is named in it, and each relation that was said or held back."""

from dataclasses import dataclass

from actorgraph.explain.words import FORMS


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the tree: its place, form, lemma, part of speech, and what it is (`dep`) of which other (`head`)."""

    i: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Named:
    """Words that stand for actors, `Explained.text[start:end]`, and how they were known: name, adjective, role, pronoun …"""

    words: str
    start: int
    end: int
    actors: tuple[str, ...]  # with their names: « Russia (RUS) »
    form: str
    agent: str | None

    @property
    def known_as(self) -> str:
        """How the words were known, and who acts."""
        agent = self.agent if self.agent and self.agent != self.words else ""
        return FORMS.get(self.form, self.form) + (f", {agent}" if agent else "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A relation that was said or held back: by which words, `Explained.text[start:end]`, how likely, and why."""

    source: str  # with its name
    relation: str
    target: str
    polarity: str
    speaker: str | None
    date: str | None
    trigger: str
    start: int
    end: int
    row: str
    route: str
    score: float | None
    at_least: float | None  # the score that it needs
    confidence: float
    why: tuple[str, ...]  # the main reason first

    @property
    def told(self) -> str:
        """What takes away from it, and its date: « (negated, 2020-01-02) »."""
        parts = [self.polarity] if self.polarity != "asserted" else []
        parts += [f"said by {self.speaker}"] if self.speaker else []
        parts += [self.date] if self.date else []
        return f" ({', '.join(parts)})" if parts else ""

    def sure(self, *, said: bool) -> str:
        """By which words, and how likely."""
        by = f"by « {self.trigger} »" + (f", confidence {self.confidence:.2f}" if said else "")
        if self.score is None or self.at_least is None:
            return by
        near = abs(self.score - self.at_least) < 0.01
        score, least = (f"{n:.{3 if near else 2}f}" for n in (self.score, self.at_least))
        return f"{by}, score {score} ({least} {'is enough' if said else 'needed'})"


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence explained; its text has its white space folded. `notes` say what holds for all of it."""

    article: str
    lang: str
    text: str
    tree: tuple[Word, ...]
    mentions: tuple[Named, ...]
    said: tuple[Verdict, ...]
    held: tuple[Verdict, ...]
    notes: tuple[str, ...]

    @property
    def speaks(self) -> bool:
        """Whether there is anything to show but the tree."""
        return bool(self.mentions or self.said or self.held)
