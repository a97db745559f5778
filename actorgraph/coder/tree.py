"""One sentence as a tree one can walk: children, prepositions, voice, and who fills which place of a predicate."""

from collections.abc import Iterable, Iterator

from actorgraph.coder.repair import repaired
from actorgraph.language import Language
from actorgraph.model import Sentence, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X", "DET"})
SUBJECTS = ("nsubj", "nsubj:caus", "csubj")
PASSIVE_SUBJECTS = ("nsubj:pass", "csubj:pass")
OBJECTS = ("obj", "obj:lvc", "obj:agent")
OBLIQUES = (
    "obl",
    "obl:arg",
    "obl:mod",
    "obl:agent",
    "obl:unmarked",
    "iobj",
    "nmod",
    "advmod",
    "xcomp",
    "advcl",
    "obl:tmod",
)

# Nouns that only make a preposition with what stands around them.
COMPLEX = {
    "encontre": "contre",
    "égard": "envers",
    "endroit": "envers",
    "adresse": "à",
    "intention": "à",
    "côté": "avec",
    "part": "de",
}


class Tree:
    """The walks over one parsed sentence. Indices are those of its tokens."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence = sentence
        self.language = language
        # a sentence that was only cut into words
        self.is_flat = len(sentence.tokens) > 1 and all(t.head == t.i for t in sentence.tokens)
        self.tokens: tuple[Token, ...] = sentence.tokens if self.is_flat else repaired(sentence.tokens, language)
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for t in self.tokens:
            if t.head != t.i:
                self.children[t.head].append(t.i)
        self._prepositions: dict[int, frozenset[str]] = {}  # asked again and again
        self._reflexive: dict[int, bool] = {}

    def kids(self, i: int, *deps: str) -> list[int]:
        """The children of a token with one of these relations (subtypes only where spelled out)."""
        below = self.children[i]
        return [c for c in below if self.tokens[c].dep in deps] if below else []

    def kids_of(self, i: int, universal: str) -> list[int]:
        """The children whose relation, without its subtype, is the one named."""
        return [c for c in self.children[i] if self.tokens[c].universal == universal]

    def is_nominal(self, i: int) -> bool:
        """Whether a token is a noun, or a verb form that stands as one (the shelling of X)."""
        t = self.tokens[i]
        if t.pos in ("NOUN", "PROPN", "NUM", "PRON"):
            return True
        if t.pos != "VERB" or self.kids(i, "nsubj", "aux", "aux:tense", "aux:pass", "obj"):
            return False
        return bool(self.kids(i, "det", "nmod:poss", "case", "compound")) or bool(
            t.text.lower().endswith("ing")
            and t.dep in ("nsubj", "obj", "nsubj:pass", "obl", "nmod")
            and self.kids(i, "nmod")
        )

    def subtree(self, i: int) -> set[int]:
        """The token and all below it."""
        found, todo = set(), [i]
        while todo:
            j = todo.pop()
            if j not in found:
                found.add(j)
                todo += self.children[j]
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        seen = {i}
        while self.tokens[i].head not in seen:
            i = self.tokens[i].head
            seen.add(i)
            yield i

    def prepositions(self, i: int) -> frozenset[str]:
        """The prepositions of a noun, contractions undone, several words joined by a blank."""
        if i not in self._prepositions:
            self._prepositions[i] = self._prepositions_of(i)
        return self._prepositions[i]

    def _prepositions_of(self, i: int) -> frozenset[str]:
        found: set[str] = set()
        for c in self.kids(i, "case", "mark", "case:det"):
            word = self.tokens[c].text.lower()
            fixed = [c, *sorted(self.kids(c, "fixed", "case", "goeswith"))]
            behind = self.tokens[c + 1].text.lower() if c + 1 < len(self.tokens) else ""
            if word in ("d'", "d’") and behind == "après":
                return frozenset({"d'après"})
            if len(word) > 3:  # face à, auprès de: named by their first word in the lexicon
                found.add(word)
            if len(fixed) == 1:
                found.add(self.language.prep(word))
                found.add(self.language.prep(self.tokens[c].lemma))
            else:
                found.add(
                    "".join(
                        self.tokens[f].text.lower()
                        if f == fixed[-1] or self.tokens[f].text.endswith(("'", "’"))
                        else self.tokens[f].text.lower() + " "
                        for f in fixed
                    )
                )
                found.add(" ".join(self.language.prep(self.tokens[f].text.lower()) for f in fixed))
        return frozenset(found)

    def conjuncts(self, i: int) -> list[int]:
        """The token and what is joined to it by « and », « or », commas."""
        found = [i]
        for c in self.kids(i, "conj"):
            if self.tokens[c].pos in NOMINAL:
                found += self.conjuncts(c)
        return sorted(found)

    def is_passive(self, i: int) -> bool:
        """Whether a verb is in the passive, or a past participle that qualifies a noun."""
        t = self.tokens[i]
        helped = [c for c in self.kids(i, "aux:pass") if self.language.has("finds_itself", self.tokens[c].lemma)]
        if self.is_reflexive(i) and (helped or self.kids(i, "aux:caus")):
            return True  # s'est fait expulser, s'est vu sanctionner
        if self.is_reflexive(i) or self.language.has("intransitive", t.lemma):
            return False
        if (
            t.dep == "conj"
            and self.kids(t.head, "aux:tense")
            and not self.kids(i, "aux", "aux:tense", "aux:pass", "obl:agent")
        ):
            return self.is_passive(t.head)  # a suspendu X et demandé à Y
        if t.feat("Voice") == "Pass" and t.dep != "acl:relcl" and not self.kids(i, "nsubj", "obj"):
            return True
        if self.kids(i, "nsubj:pass", "aux:pass"):
            return True
        if t.dep in ("acl", "amod", "advcl") and t.feat("VerbForm") == "Part" and t.feat("Tense") == "Past":
            return not self.kids(i, "aux", "aux:tense", "nsubj")
        if t.dep == "conj" and t.feat("VerbForm") == "Part" and not self.kids(i, "aux", "aux:tense", "nsubj"):
            return self.tokens[t.head].pos == "VERB" and self.is_passive(t.head)
        return False

    def is_reflexive(self, i: int) -> bool:
        """Whether a verb carries a reflexive pronoun."""
        if i not in self._reflexive:
            self._reflexive[i] = self._carries_reflexive(i)
        return self._reflexive[i]

    def _carries_reflexive(self, i: int) -> bool:
        for c in self.children[i]:
            t = self.tokens[c]
            if self.language.has("reflexive", t.text.lower()) and t.universal in (
                "expl",
                "obj",
                "iobj",
                "dep",
                "aux",
            ):
                return True
        return False

    def antecedent(self, i: int) -> int:
        """What a relative pronoun stands for; the token itself where it is none."""
        t = self.tokens[i]
        if t.pos not in ("PRON", "ADV", "SCONJ", "DET") or not self.language.has("relative", t.text.lower()):
            return i
        for j in (i, *self.ancestors(i)):
            if self.tokens[j].dep in ("acl:relcl", "acl", "advcl:cleft", "advcl:relcl") and self.tokens[j].head != j:
                return self.tokens[j].head
        return i

    def subjects(self, i: int, *, depth: int = 0) -> list[int]:
        """Who does it: the subject, the agent of a passive, or the subject handed down to a dependent clause."""
        if self.is_passive(i):
            return self.agents(i)
        own = self.kids(i, *SUBJECTS) or self.kids(i, *PASSIVE_SUBJECTS)
        if own:
            return [self.antecedent(c) for c in own]
        return self._handed_down(i, depth)

    def subjects_above(self, i: int) -> set[int]:
        """Who acts in the clauses that a token stands in."""
        return {s for j in self.ancestors(i) for s in self.subjects(j)}

    def agents(self, i: int) -> list[int]:
        """The agent of a passive."""
        found = self.kids(i, "obl:agent")
        for c in self.children[i]:
            if (
                self.tokens[c].universal in ("obl", "nmod")
                and self.prepositions(c) & self.language.words["agent_prepositions"]
            ):
                found.append(c)
        return list(dict.fromkeys(found)) or self._shared_agent(i) or self._agent_to_the_right(i)

    def _shared_agent(self, i: int) -> list[int]:
        """The agent that a participle shares with one joined to it: backed, armed and trained by X."""
        t = self.tokens[i]
        joined = self.kids(i, "conj") + ([c for c in self.kids(t.head, "conj") if c > i] if t.dep == "conj" else [])
        for c in joined:
            by = [
                a for a in self.kids(c, "obl:agent") if self.prepositions(a) & self.language.words["agent_prepositions"]
            ]
            if by and self.tokens[c].feat("VerbForm") == "Part" and self.is_passive(c):
                return by
        return []

    def _agent_to_the_right(self, i: int) -> list[int]:
        """The « par X » of a passive that the tree hangs on a noun behind it."""
        for t in self.tokens[i + 1 :]:
            if t.pos == "VERB" or t.text in ";:":
                break
            if t.universal in ("nmod", "obl") and self.prepositions(t.i) & self.language.words["agent_prepositions"]:
                return [t.i]
        return []

    def _handed_down(self, i: int, depth: int) -> list[int]:
        t = self.tokens[i]
        if depth > 6 or t.head == i:
            return []
        head = self.tokens[t.head]
        dep = t.dep
        if dep == "conj" and head.pos in ("VERB", "AUX", "ADJ", "NOUN"):
            if self.is_passive(t.head) and not self.is_passive(i):
                return [self.antecedent(c) for c in self.kids(t.head, *PASSIVE_SUBJECTS)] or self._noun_above(t.head)
            return self.subjects(t.head, depth=depth + 1)
        if dep in ("xcomp", "ccomp", "advcl", "obl", "obl:arg", "dep", "parataxis", "acl") and head.pos in (
            "VERB",
            "AUX",
            "ADJ",
        ):
            finite = t.feat("VerbForm") == "Fin" and t.pos == "VERB"
            if finite or (dep in ("ccomp", "parataxis") and t.feat("VerbForm") not in ("Inf", "Part", "Ger")):
                return []
            if self.language.has("object_control", head.lemma):
                objects = (
                    self.objects(t.head)
                    or self.kids(t.head, "iobj")
                    or self.datives(t.head)
                    or [o for o in self.obliques(t.head, ("on", "upon")) if o < i]  # called on X to do
                )
                if objects and (dep != "advcl" or self._is_complement(i)):
                    return objects
            if dep == "advcl" and self.language.has("for_control", head.lemma) and "for" in self.prepositions(i):
                return self._struck(t.head)
            if self.is_passive(t.head):
                return [self.antecedent(c) for c in self.kids(t.head, *PASSIVE_SUBJECTS)] or self._noun_above(t.head)
            return self.subjects(t.head, depth=depth + 1)
        if dep in ("acl", "acl:relcl") and t.feat("VerbForm") in ("Part", "Ger") and head.pos in NOMINAL:
            return [t.head]
        if (
            dep in ("acl", "xcomp", "advcl")
            and t.feat("VerbForm") == "Inf"
            and head.dep == "root"
            and head.pos == "PROPN"
        ):
            return [t.head]  # a headline: Smith to visit Peru
        if dep == "acl" and t.feat("VerbForm") == "Inf" and head.pos == "NOUN":  # sur le point de, la décision de
            own = self.kids(t.head, *SUBJECTS)
            if own:
                return [self.antecedent(c) for c in own]
            named = self._undertaker(t.head, i)
            if named:
                return named
            if head.dep in ("obj", "obl", "obl:arg", "obl:mod", "xcomp") and head.head != head.i:
                return self.subjects(head.head, depth=depth + 1)
        return []

    def _undertaker(self, noun: int, infinitive: int) -> list[int]:
        """Whose an effort or refusal is that an infinitive tells: NATO efforts to …, the refusal of X to …, le refus de X de …"""
        if not self.language.has("undertakings", self.tokens[noun].lemma):
            return []
        beside = [c for c in self.kids(noun, "nmod:poss", "compound", "amod") if self.tokens[c].text[:1].isupper()]
        whose = self.language.words["genitive"] | self.language.words["agent_prepositions"]
        return beside or [c for c in self.obliques(noun, whose) if c < infinitive and self.tokens[c].pos == "PROPN"]

    def _struck(self, i: int) -> list[int]:
        """Whom a verb of blame or punishment strikes: imposed sanctions on X for …, fined X for …."""
        against = self.obliques(i, ("on", "against"))
        below = [k for o in self.kids(i, "obj") for k in self.obliques(o, ("on", "against"))]
        return against or below or self.objects(i) or self.kids(i, "iobj")

    def _is_complement(self, i: int) -> bool:
        """Whether a clause completes its verb (accuse X of doing, appeler X à faire) rather than tells a circumstance."""
        marks = self.prepositions(i)
        apart = any(t.text == "," for t in self.tokens[max(0, i - 2) : i])  # criticised X, accusing Y
        return bool(marks & {"à", "de", "of", "to", "from", "for", "into"}) or not (marks or apart)

    def _noun_above(self, i: int) -> list[int]:
        t = self.tokens[i]
        return [t.head] if t.dep in ("acl", "amod") and t.head != i else []

    def objects(self, i: int, *, depth: int = 0) -> list[int]:
        """To whom it is done: the object, or the subject of a passive."""
        if self.is_passive(i):
            own = self.kids(i, *PASSIVE_SUBJECTS, "nsubj")
            if own:
                return [self.antecedent(c) for c in own]
            for c in self.kids(i, "advmod"):  # plus de 200 civils ont été tués
                counted = self.obliques(c, ("de", "than")) if c < i else []
                if counted:
                    return counted
            t = self.tokens[i]
            if t.dep in ("acl", "amod") and t.head != i:
                return [t.head]
            if t.dep == "advcl" and t.head != i and depth < 4:
                return self.subjects(t.head, depth=depth + 1)
            if t.dep == "conj" and depth < 4:
                return self.objects(t.head, depth=depth + 1)
            return []
        own = self.kids(i, *OBJECTS)
        if not own:  # a pris pour cible des soldats: « des » read as « de les »
            own = [c for c in self.kids(i, "obl:arg", "obl:mod") if self._partitive(c) and c - i <= 3]
            for c in self.kids_of(i, "obl") if not own else []:
                if not self.kids(c, "det"):
                    own += [
                        k
                        for k in self.kids(c, "nmod")
                        if any(self.tokens[d].text.lower() in ("des", "du") for d in self.kids(k, "case"))
                    ]
        if not own and depth == 0:
            for c in self.kids(i, "conj"):  # tuent, ou vont frapper, des civils
                if self.tokens[c].pos == "VERB" and not self.is_passive(c) and not self.kids(c, *SUBJECTS):
                    own = self.kids(c, *OBJECTS)
            own = own or self._object_of_first(i) or self._qualified(i)
        return [self.antecedent(c) for c in own if not self.language.has("reflexive", self.tokens[c].text.lower())]

    def _qualified(self, i: int) -> list[int]:
        """The noun that a relative clause without a pronoun qualifies, its object: the agent (whom) X expelled, wants to try."""
        t = self.tokens[i]
        above = t.head if t.dep == "xcomp" and self.language.code == "en" else i
        clause = self.tokens[above]
        subjects = self.kids(above, "nsubj")
        if self.language.code != "en" or clause.dep != "acl:relcl" or not subjects or self.is_passive(i):
            return []
        if self.kids(i, "ccomp", "obj", "nsubj:pass") or self.kids(
            above, "ccomp", "obj", "cop", *(("xcomp",) if above == i else ())
        ):
            return []
        marked = any(self.language.has("relative", self.tokens[k].text.lower()) for k in range(clause.head + 1, i))
        return [] if marked or clause.head > min(subjects) else [clause.head]

    def _object_of_first(self, i: int) -> list[int]:
        """The object that a verb shares with the one it is joined to: captured or killed X."""
        t = self.tokens[i]
        first = self.tokens[t.head]
        shares = t.dep == "conj" and first.pos == "VERB" and not self.is_passive(first.i) and not self.is_reflexive(i)
        if not shares or self.kids(i, *SUBJECTS, *PASSIVE_SUBJECTS, "ccomp", "xcomp"):
            return []
        between = range(first.i + 1, i)
        if any(self.tokens[k].universal in ("obj", "obl", "nmod") for k in between):
            return []
        return [c for c in self.kids(first.i, *OBJECTS) if c > i]

    def _partitive(self, i: int) -> bool:
        return {self.tokens[d].text.lower() for d in self.kids(i, "case")} == {"des"}

    def datives(self, i: int) -> list[int]:
        """The indirect object: à X, lui, gave X arms."""
        found = [self.antecedent(c) for c in self.kids(i, "iobj")]
        return found + self.obliques(i, ("à",))

    def obliques(self, i: int, prepositions: Iterable[str]) -> list[int]:
        """The dependents that one of these prepositions introduces."""
        wanted = set(prepositions)
        found = []
        for c in self.children[i]:
            t = self.tokens[c]
            if COMPLEX.get(t.lemma, "") in wanted or (t.text.lower() in wanted and t.pos == "ADV"):
                found += self.kids(c, "nmod", "obl", "obl:arg", "obl:mod", "fixed")  # à l'encontre de X, auprès de X
                continue
            if t.dep in OBLIQUES and self.prepositions(c) & wanted:
                found.append(self.antecedent(c))  # contre lequel
            elif t.dep in ("obl", "obl:arg", "nmod") and self.language.has("relative", t.text.lower()):
                own = {"de"} if t.text.lower() == "dont" else {self.language.prep(t.text.lower())}  # auquel
                if (self.prepositions(c) | own) & wanted:
                    found.append(self.antecedent(c))
        return found

    def clause(self, i: int) -> int:
        """The head of the clause that a token stands in."""
        for j in (i, *self.ancestors(i)):
            if (
                self.tokens[j].pos in ("VERB", "AUX")
                or self.tokens[j].dep == "root"
                or self.kids(j, "nsubj", "nsubj:pass", "cop")
            ):
                return j
        return i

    def names_deed(self, i: int, *names: str) -> bool:
        """Whether a token's lemma is a noun that tells one of these relations."""
        return any(row.relation in names for row in self.language.rows.get(("NOUN", self.tokens[i].lemma), ()))

    def tells(self, i: int, *names: str) -> bool:
        """Whether a token's lemma is a verb that tells one of these relations."""
        return any(row.relation in names for row in self.language.rows.get(("VERB", self.tokens[i].lemma), ()))

    def text(self, first: int, last: int) -> str:
        """The words from token `first` to token `last` inclusive, as written."""
        s = self.sentence
        return s.text[self.tokens[first].start - s.start : self.tokens[last].end - s.start]
