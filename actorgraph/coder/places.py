"""Who fills a slot of a lexicon row: from the place in the tree to the actors that stand there."""

from dataclasses import dataclass
from functools import cached_property

from actorgraph.actors import fold, principal, roles
from actorgraph.coder.gazetteer import matches
from actorgraph.coder.reference import Ref, many_before
from actorgraph.coder.tree import COMPLEX, Tree


@dataclass(frozen=True, slots=True)
class Filler:
    """One reference in a slot, and how it was reached: direct, or owned (« l'offre américaine »)."""

    ref: Ref
    route: str


# Iran-backed rebels are not Iran's; a US-led war is America's.
HELPED = frozenset(
    {"back", "support", "fund", "arm", "ally", "finance", "sponsor", "train", "base", "hold", "control", "occupy"}
)


class Places:
    """The slots of one sentence whose references are known."""

    def __init__(self, tree: Tree, refs: list[Ref]) -> None:
        self.tree = tree
        self.refs = refs
        self.at: dict[int, Ref] = {}
        for r in sorted(refs, key=lambda r: r.last - r.first, reverse=True):
            if r.form == "adjective":
                self.at.setdefault(r.head, r)
        for r in sorted((r for r in refs if r.form != "adjective"), key=lambda r: r.last - r.first, reverse=True):
            self.at[r.head] = r

    @cached_property
    def towns(self) -> dict[int, str]:
        """The states of the places that are no actors themselves, by their tokens: Kherson, Benghazi."""
        tree = self.tree
        start = tree.sentence.start
        found = [m for m in matches(tree.sentence.text, tree.language.code) if m[2]]
        taken = {i for r in self.refs for i in range(r.first, r.last + 1)}
        inside = {t.i: state for t in tree.tokens for a, b, state in found if a <= t.start - start < b}
        return {i: state for i, state in inside.items() if i not in taken}

    def fill(self, i: int, path: tuple[str, ...]) -> list[Filler]:
        """The references at the end of a path of steps from predicate `i`."""
        return self.read(self.reach(i, path))

    def reach(self, i: int, path: tuple[str, ...]) -> list[int]:
        """The tokens at the end of a path of steps from predicate `i`."""
        heads = [i]
        for step in path:
            heads = list(dict.fromkeys(h for start in heads for h in self.step(start, step)))
        return heads

    def read(self, heads: list[int]) -> list[Filler]:
        """The references of noun phrases, their conjuncts included; where a noun is no actor, the one that owns it."""
        found: list[Filler] = []
        for head in heads:
            for part in self.tree.conjuncts(head):
                for filler in self._of(part, 0):
                    for one in (*self._before(part, filler), filler, *self._listed(filler)):
                        if all(f.ref is not one.ref for f in found):
                            found.append(one)
        return found

    def _before(self, head: int, filler: Filler) -> list[Filler]:
        """The names before a subject in a list which the tree does not join: Moscou, Damas et Téhéran."""
        found: list[Filler] = []
        at, tokens = filler.ref, self.tree.tokens
        if not tokens[head].dep.startswith("nsubj") or at.form in ("adjective", "pronoun"):
            return []
        while True:
            near = [
                r
                for r in self.refs
                if at.first - 3 <= r.last <= at.first - 2 and r.form not in ("adjective", "part", "pronoun")
            ]
            gap = [t.text.lower() for t in tokens[near[0].last + 1 : at.first]] if near else []
            if (
                not gap
                or gap[0] not in (",", "and", "et", "&")
                or any(g not in (",", "and", "et", "&", "the", "la", "le", "l'", "les", "l’") for g in gap)
            ):
                return found
            first = near[0]
            if any(tokens[c].dep == "case" for c in self.tree.children[first.head]) or tokens[first.head].dep.split(
                ":"
            )[0] in ("obj", "obl"):
                return found
            opens = near[0].first == 0 and tokens[at.last + 1 : at.last + 2] and tokens[at.last + 1].pos == "VERB"
            if not found and gap == [","] and not opens:
                return found  # a comma alone before a subject parts clauses, save in a headline: Biden, Scholz vow
            at = first
            found.insert(0, Filler(at, filler.route))

    def _listed(self, filler: Filler) -> list[Filler]:
        """The names that follow in a list which the tree does not join: Turkey, Ukraine and the UN."""
        found: list[Filler] = []
        at, tokens = filler.ref, self.tree.tokens
        if at.form in ("adjective", "pronoun") or not at.actors:
            return []
        while True:
            near = [
                r
                for r in self.refs
                if at.last + 2 <= r.first <= at.last + 5 and r.form not in ("adjective", "part", "pronoun")
            ]
            if not near:
                return found
            gap = [t.text.lower() for t in tokens[at.last + 1 : near[0].first]]
            loose = tokens[near[0].head].universal not in ("nsubj", "obj", "iobj")
            cased = any(tokens[c].dep == "case" for c in self.tree.children[near[0].head])
            links = (",", "and", "et", "&", "the", "la", "le", "l'", "les", "l’", "as", "well", "ainsi", "que")
            besides = gap[:3] == ["as", "well", "as"] or gap[:2] == ["ainsi", "que"]
            if (
                not loose
                or cased
                or not near[0].actors
                or any(g not in links for g in gap)
                or not (gap[0] in (",", "and", "et", "&") or besides)
            ):
                return found
            behind = tokens[near[0].last + 1 : near[0].last + 2]
            verb = behind[0].i if behind and behind[0].feat("VerbForm") == "Fin" else -1
            within = verb >= 0 and any(at.head in self.tree.subtree(k) for k in self.tree.kids(verb, "nsubj"))
            if near[0].actors == at.actors or (verb >= 0 and not within):
                return found
            at = near[0]
            found.append(Filler(at, filler.route))

    def _of(self, i: int, depth: int) -> list[Filler]:
        ref = self.at.get(i)
        if ref is not None:
            return [Filler(ref, "direct" if depth == 0 else "owned")] if ref.actors else []
        covering = next((r for r in self.refs if r.first <= i <= r.last and r.form != "adjective"), None)
        if covering is not None:
            return [Filler(covering, "direct" if depth == 0 else "owned")] if covering.actors else []
        listed = [a for a in self.tree.kids(i, "appos") if a in self.at]
        if listed and depth < 2:  # six pays : A, B et C
            return [f for a in listed for part in self.tree.conjuncts(a) for f in self._of(part, depth)]
        if depth >= 2 or (self.tree.tokens[i].pos == "VERB" and not self.tree.kids(i, "det", "compound", "nmod:poss")):
            return []
        owners = self.owners(i)
        if (fold(self.tree.tokens[i].lemma),) in roles(self.tree.language.code):
            owners = [o for o in owners if o in self.at]  # les djihadistes de la frontière syrienne: not Syria
        return [f for owner in owners for f in self._of(owner, depth + 1)]

    def deep(self, heads: list[int], unlike: frozenset[str] = frozenset()) -> list[Filler]:
        """The first reference within noun phrases, down to three nouns deep: violations of rights in X."""
        level = list(heads)
        for _ in range(4):
            found = [f for h in level for f in self._of(h, 0) if not unlike & {principal(a) for a in f.ref.actors}]
            if found:
                joined = [self.at[c] for c in self.tree.conjuncts(found[0].ref.head) if c in self.at]
                refs = [found[0].ref, *(r for r in joined if r is not found[0].ref and r.actors)]
                return [Filler(r, "deep") for r in refs if not unlike & {principal(a) for a in r.actors}]
            level = [
                c
                for h in level
                if not self.tree.language.has("kin", self.tree.tokens[h].lemma)
                for c in self.tree.children[h]
                if self.tree.tokens[c].universal in ("nmod", "amod", "compound", "appos", "obl", "nsubj", "obj")
            ]
        return []

    def owners(self, i: int) -> list[int]:
        """Whose a noun is: adjective, possessive or compound, else genitive, with conjuncts; a border is the neighbour's."""
        words = self.tree.language.words
        if self.tree.tokens[i].lemma in words["borders"] and self.tree.prepositions(i) & words["border_at"]:
            across = self.tree.obliques(i, words["border_with"])
            if across:
                return [part for o in across for part in self.tree.conjuncts(o)]
        lemma = self.tree.tokens[i].lemma
        if self.tree.language.has("neighbours", lemma):
            return self.step(i, "adj")  # son voisin is another
        whole = [c for c in self.tree.obliques(i, words["genitive"]) if c in self.at]
        if self.tree.language.has("kin", lemma) and any(self.at[c].kind == "Person" for c in whole):
            return []  # the wife or the supporters of somebody act for themselves
        groups = [c for c in whole if self.at[c].kind == "ArmedGroup" and self.at[c].form == "name"]
        loyal = [
            a for a in self.tree.kids(i, "amod", "acl") if self.tree.language.has("loyal", self.tree.tokens[a].lemma)
        ]
        near = groups or [o for a in loyal for o in self.tree.obliques(a, words["loyal_to"])]  # the Yemeni branch of X
        near = near or self._adjective_or_possessive(i)
        near = near or self.tree.obliques(i, words["agent_prepositions"])
        if not near and ("NOUN", lemma) in self.tree.language.rows:  # the execution of three men by X
            near = [
                a
                for g in self.tree.obliques(i, words["genitive"])
                for a in self.tree.obliques(g, words["agent_prepositions"])
            ]
        near = near or self.doers(i) or self._holders(i)
        if not near and (fold(lemma).removesuffix("s"),) in roles(self.tree.language.code):  # officials from X and Y
            near = [c for c in self.tree.obliques(i, words["hailing"]) if c in self.at]
        near = near or [c for c in self.step(i, "de") if not self._only_where(i, c)]
        return [part for o in near for part in self.tree.conjuncts(o)]

    def _holders(self, i: int) -> list[int]:
        """Who holds a place, by its relative clause: des villages que tiennent les rebelles, the town that X controls."""
        language = self.tree.language
        before = [c for c in self.tree.kids(i, "amod") if language.has("holds", self.tree.tokens[c].lemma)]
        holders = [k for c in before for k in self.tree.kids(c, "compound", "obl", "nsubj", "obl:agent")]
        if holders:
            return holders  # rebel-held districts
        clauses = self.tree.kids(i, "acl:relcl")
        held = [c for c in clauses if language.has("holds", self.tree.tokens[c].lemma)]
        return [s for c in held if not self.tree.is_passive(c) for s in self.tree.subjects(c) if s != i]

    def _adjective_or_possessive(self, i: int) -> list[int]:
        """Who is named beside a noun by an adjective or in a possessive; of « its Syrian ally » only the one named."""
        named, whose = self.step(i, "adj"), self.step(i, "poss")
        pronoun = any(
            self.tree.language.has("possessives", t.text.lower())
            for t in map(self.tree.tokens.__getitem__, self.tree.children[i])
        )
        return named if named and pronoun else named + whose

    def doers(self, i: int) -> list[int]:
        """Whose a noun is by a participle behind it: drones launched by X, doctors working for X, la répression menée par X."""
        language = self.tree.language
        parts = self.tree.kids(i, "acl")
        served = [c for c in parts if language.has("serves", self.tree.tokens[c].lemma)]
        masters = [k for c in served for k in self.tree.obliques(c, language.words["serves_for"])]
        return masters or [a for c in parts if self._done(i, c) for a in self.tree.agents(c)]

    def _done(self, i: int, participle: int) -> bool:
        """Whether a participle tells whose a noun is; who holds somebody does not own him: hostages held by X."""
        t, language = self.tree.tokens[participle], self.tree.language
        if language.has("holds", t.lemma) and language.has("captives", self.tree.tokens[i].lemma):
            return False
        told = language.has("light", t.lemma) or language.has("done_by", t.lemma)
        return t.pos == "VERB" and (told or self.tree.tells(participle, "ATTACKS"))

    def is_attack(self, i: int) -> bool:
        """Whether a noun names a deed of war."""
        return self.tree.names_deed(i, "ATTACKS")

    def _only_where(self, i: int, owner: int) -> bool:
        """Whether a genitive only says where: the attack of Bamako."""
        ref = self.at.get(owner)
        return bool(ref and ref.form == "capital" and ("NOUN", self.tree.tokens[i].lemma) in self.tree.language.rows)

    def step(self, i: int, step: str) -> list[int]:
        """The tokens one step from `i`."""
        tree = self.tree
        token = tree.tokens[i]
        nominal = tree.is_nominal(i)
        if step == "subj":
            return self._subject(i)
        if step == "obj":
            objects = tree.objects(i)
            given = tree.kids(i, "iobj") if tree.language.code == "en" else []
            return objects if not given or self.read(objects) else [*objects, *given]  # told Turkey to leave
        if step == "iobj":
            return tree.datives(i)
        if step == "head":
            return [token.head] if token.head != i else []
        if step == "adj":
            before = [
                j
                for j in self._premodifiers(i)
                if (r := self.at.get(j)) and r.form in ("adjective", "name", "seat") and not self._is_anti(r)
            ]
            led = [
                k
                for c in tree.kids(i, "amod")
                if tree.tokens[c].pos == "VERB" and tree.tokens[c].lemma not in HELPED
                for k in tree.kids(c, "compound", "obl", "obl:unmarked", "obl:npmod", "nsubj", "obl:agent")
            ]
            return (
                before
                + led
                + [
                    c
                    for c in tree.kids(i, "amod", "compound", "nmod", "acl")
                    if (r := self.at.get(c))
                    and r.form
                    in ("adjective", "inhabitant", "official", "name", "capital", "seat", "provisional", "role", "body")
                    and (r.form == "adjective" or tree.tokens[c].dep in ("compound", "amod"))
                    and c not in before
                    and not self._is_anti(r)
                ]
            )
        if step == "poss":
            mine = [
                c
                for c in tree.children[i]
                if c in self.at
                and self.at[c].form == "pronoun"
                and tree.tokens[c].dep in ("det", "nmod:poss", "det:poss")
            ]
            if mine:
                return mine  # our soldiers, nos soldats
            own = tree.kids(i, "nmod:poss")
            if own and not any(tree.language.has("possessives", tree.tokens[c].text.lower()) for c in own):
                return own
            if own:
                return self._possessor(i)
            det = [c for c in tree.kids_of(i, "det") if tree.language.has("possessives", tree.tokens[c].text.lower())]
            return self._possessor(i) if det else []
        if step == "owner":
            return self.owners(i)
        if step == "agent":
            return self._agent(i)
        if step == "cmpd":
            return tree.kids(
                i, "compound", "nsubj", "obl", "obl:npmod", "obl:unmarked", "nmod", "amod", "obl:agent", "advmod"
            )
        if step == "comp":
            return self._complement_subject(i)
        if step == "deed":  # killed in a Russian attack
            told = [c for c in tree.obliques(i, ("in", "during", "by")) if self.is_attack(c)]
            return [a for c in told for a in self._agent(c)]
        if step == "xcomp":
            told = tree.kids(i, "xcomp", "ccomp", "advcl", *(("acl",) if nominal else ()))
            joined = [c for k in told if tree.tokens[k].dep == "xcomp" for c in tree.kids(k, "conj")]
            return [
                *told,
                *(c for c in joined if tree.tokens[c].feat("VerbForm") == "Inf" and not tree.kids(c, "nsubj")),
            ]
        prepositions = step.split("|")
        if "entre" in prepositions or "between" in prepositions:
            return self.between(i, prepositions)
        if "de" in prepositions or "of" in prepositions:
            prepositions += list(tree.language.words["genitive"])
        found = tree.obliques(i, prepositions)
        if not nominal and not found:
            # « frapper des cibles contre X » : the tree may hang the phrase on the object
            for o in tree.kids(i, "obj", "obj:lvc", "obl", "obl:arg", "xcomp", "iobj"):
                if tree.prepositions(o) & tree.language.words["topics"]:
                    continue  # met about the conflict with X
                if not {"de", "of"} & set(prepositions):
                    found += tree.obliques(o, prepositions)
                    if not found:  # liberated dozens of villages from X
                        found += [
                            f
                            for k in tree.obliques(o, tree.language.words["genitive"])
                            for f in tree.obliques(k, prepositions)
                        ]
            if not found and not {"de", "of", "in", "en", "dans", "by", "par", "at"} & set(prepositions):
                found = self._window(i, set(prepositions))
        if (
            nominal
            and not found
            and token.dep in ("obj", "obl", "obl:arg", "xcomp", "nsubj:pass", "nsubj")
            and not {"de", "of"} & set(prepositions)
        ):
            governor = tree.tokens[token.head]
            if governor.pos == "VERB" and tree.language.has("light", governor.lemma):
                found = [c for c in tree.obliques(token.head, prepositions) if c != i]
        if nominal and not found:  # les négociations qui se déroulent entre X et Y
            for relative in tree.kids(i, "acl:relcl", "acl"):
                if tree.tokens[relative].pos == "VERB" and not {"de", "of"} & set(prepositions):
                    found += tree.obliques(relative, prepositions)
        if nominal and not found and not {"de", "of", "in", "en", "dans"} & set(prepositions):
            found = self._window(i, set(prepositions))
        return [c for c in found if not (nominal and self._is_seat(i, c))]

    def _is_seat(self, i: int, place: int) -> bool:
        """Whether a place says where an embassy named before it stands: le soutien de l'ambassade d'Espagne à Rabat."""
        between = self.tree.tokens[i + 1 : place]
        near = any(self.tree.language.has("abroad", t.lemma) for t in between[-5:])
        return near and bool(self.tree.prepositions(place) & {"à", "in", "en", "at"})

    def _is_anti(self, r: Ref) -> bool:
        """Whether « anti- » stands before a reference: an anti-Taliban operation is not theirs."""
        tokens = self.tree.tokens
        whole = tokens[r.first].text.lower().startswith("anti-")
        return whole or [t.text.lower() for t in tokens[max(0, r.first - 2) : r.first]] == ["anti", "-"]

    def opposed(self, i: int) -> list[int]:
        """Against whom a noun is by « anti- »: an anti-Taliban operation. French « anti-français », one word, names nobody."""
        near = [r for r in self.refs if abs(r.head - i) <= 4 and r.head != i and self._is_anti(r)]
        return [r.head for r in near if i in self.tree.ancestors(r.head)]

    def between(self, i: int, prepositions: list[str]) -> list[int]:
        """Both sides of « entre X et Y », also where the tree does not join them."""
        tree = self.tree
        found = tree.obliques(i, prepositions)
        if not found and tree.tokens[i].dep in (
            "nsubj:pass",
            "nsubj",
            "obj",
            "obl:arg",
        ):  # un accord a été conclu entre
            found = tree.obliques(tree.tokens[i].head, prepositions)
        if not found:  # les négociations qui se tiennent entre X et Y
            clauses = tree.kids(i, "acl:relcl", "acl")
            below = [k for r in clauses for k in (r, *tree.objects(r), *tree.kids_of(r, "obl"))]
            found = [c for k in below for c in tree.obliques(k, prepositions)]
        found = found or self._window(i, set(prepositions)) or self._hyphened(i)
        for c in found[:1]:
            first = self.at.get(c) or next((r for r in self.refs if r.first <= c <= r.last), None)
            if first is None or len(tree.conjuncts(c)) > 1:
                continue
            joined = next((t.i for t in tree.tokens[first.last + 1 : first.last + 4] if t.pos == "CCONJ"), None)
            if joined is not None:
                after = [r for r in self.refs if joined < r.first <= joined + 3 and r.form != "adjective"]
                found = [*found, *(r.head for r in after[:1])]
        return found

    def _hyphened(self, i: int) -> list[int]:
        """Both parties in the Israel-Hamas war, la guerre Iran-Irak, le conflit israélo-palestinien."""
        tree = self.tree
        beside = [r for r in self.refs if 0 < (i - r.last if tree.language.code == "en" else r.first - i) <= 4]
        for a in beside:
            if a.form == "adjective" and len(a.actors) == 2:
                return [a.head]
            after = [b for b in beside if b.first == a.last + 2 and tree.tokens[a.last + 1].text in ("-", "–")]
            if after:
                return [a.head, after[0].head]
        return []

    def _window(self, i: int, prepositions: set[str]) -> list[int]:
        """The phrase with that preposition that follows a noun closely, whatever the tree hangs it on."""
        tree = self.tree
        for t in tree.tokens[i + 1 : i + 12]:
            if t.pos == "ADP" and tree.language.has("topics", t.text.lower()) and not tree.is_nominal(i):
                return []
            if (t.pos == "VERB" and t.dep not in ("amod", "acl")) or (t.pos == "PUNCT" and t.text not in "«»\"“”-'"):
                return []
            if COMPLEX.get(t.lemma, "") in prepositions:
                return tree.kids(t.i, "nmod", "obl")  # à l'adresse de X
            if t.pos in ("NOUN", "PROPN", "PRON") and tree.prepositions(t.i) & prepositions and self._of(t.i, 0):
                return [t.i]
        return []

    def _subject(self, i: int) -> list[int]:
        tree = self.tree
        token = tree.tokens[i]
        if tree.is_nominal(i) and token.pos == "VERB":
            return self._agent(i)
        if token.pos in ("NOUN", "ADJ", "PROPN") and tree.kids(i, "cop"):
            return [tree.antecedent(c) for c in tree.kids(i, "nsubj")] or tree.subjects(i)
        if token.pos in ("ADJ", "NOUN", "PROPN"):
            if token.dep == "nmod" and tree.prepositions(i) & tree.language.words["during"]:
                return tree.subjects(tree.clause(i))  # held a vote in defiance of X
            if token.dep in ("amod", "appos", "acl", "nmod"):
                return [token.head]
            if token.dep in ("obl", "obl:arg", "obl:mod", "xcomp", "conj", "advcl", "obj"):
                named = token.universal in ("obl", "obj") and tree.language.has("kin", token.lemma)
                as_one = tree.prepositions(i) & tree.language.words["as_one"]
                return tree.subjects(token.head) if not named or as_one else []  # fired at supporters of X
        return tree.subjects(i)

    def _premodifiers(self, i: int) -> list[int]:
        """English: the words that stand before a noun within its phrase (Russian missile strikes)."""
        if self.tree.language.code != "en":
            return []
        j = i - 1
        while j >= 0 and (
            self.tree.tokens[j].pos in ("ADJ", "NOUN", "PROPN", "NUM")
            or (self.tree.tokens[j].text in ("-", "and", ",") and j < i - 1)
        ):
            j -= 1
        return [
            k
            for k in range(j + 1, i)
            if self.tree.tokens[k].head in range(j + 1, i + 1) and i in self.tree.ancestors(k)
        ]

    def _possessor(self, i: int) -> list[int]:
        """Whose `son`, `leur` is: the subject of its clause."""
        tree = self.tree
        if tree.tokens[i].dep == "conj" and self._of(tree.tokens[i].head, 1):  # Hanoï et ses alliés
            return [tree.tokens[i].head]
        clause = tree.clause(i)
        subjects = tree.subjects(clause)
        aimed = tree.language.has("for_control", tree.tokens[clause].lemma) and "for" in tree.prepositions(i)
        if aimed and self.read(tree.objects(clause)):
            return tree.objects(clause)  # praised the rebels for their attack
        if many := many_before(tree, self.refs, i, subjects):
            joined = tree.tokens[many.head]
            return [joined.head if joined.dep == "conj" and joined.head in self.at else many.head]
        fits = self._fits_possessive(i, subjects)
        if fits and i not in subjects and not any(i in tree.subtree(s) for s in subjects) and self.read(subjects):
            return subjects
        root = next(t.i for t in tree.tokens if t.dep == "root" or t.head == t.i)
        above = tree.subjects(root)
        return above if not any(i in tree.subtree(s) for s in above) else []

    def _fits_possessive(self, i: int, subjects: list[int]) -> bool:
        """Whether a subject has the number of a possessive: protesters stormed its embassy, not theirs."""
        tree = self.tree
        words = {tree.tokens[c].text.lower() for c in tree.children[i]}
        one = bool(words & tree.language.words["of_one"])
        plural = any(tree.tokens[s].feat("Number") == "Plur" and tree.tokens[s].pos == "NOUN" for s in subjects)
        return not (one and plural)

    def _agent(self, i: int) -> list[int]:
        """Who does what a noun names."""
        tree = self.tree
        by = tree.language.words["agent_prepositions"]
        found = self.step(i, "adj") + self.step(i, "poss") + tree.obliques(i, by)
        if not found and tree.is_nominal(i) and tree.tokens[i].dep != "nmod":
            # the intervention against the rebels by X
            found = [a for k in tree.kids(i, "nmod") if k > i for a in tree.obliques(k, by)]
        found = found or self.doers(i)
        if found:
            return found
        token = tree.tokens[i]
        while token.dep == "nmod" and tree.language.has("rounds", tree.tokens[token.head].lemma):  # a round of talks
            token = tree.tokens[token.head]
        head = tree.tokens[token.head]
        whose = tree.obliques(i, tree.language.words["genitive"]) if token.universal == "obl" else []
        if self.read(whose):
            return whose  # malgré les critiques de X: not those of who acts
        if head.i != token.i and head.pos in ("VERB", "AUX", "ADJ"):
            carries = (tree.language.has("light", head.lemma) and not self.is_asked_at(i)) or (
                token.dep in ("obj", "obj:lvc", "obl:arg", "xcomp") and self._says_nothing(head.lemma)
            )
            carries = carries or (self.is_attack(i) and tree.language.has("done_by", head.lemma))  # claimed the attack
            if token.dep in ("obj", "obj:lvc", "obl", "obl:arg", "xcomp", "nsubj:pass", "advcl", "ccomp") and carries:
                if tree.language.has("light_passive", head.lemma):
                    return []
                subjects = tree.agents(head.i) if token.dep == "nsubj:pass" else tree.subjects(head.i)
                if subjects:
                    return subjects
        if token.dep == "conj":
            return self._agent(token.head)
        return tree.obliques(i, tree.language.words["genitive"])

    def is_asked_at(self, i: int) -> bool:
        """Whether a noun of demand stands in « at the request of »: then he who acts is asked."""
        tree = self.tree
        words = tree.language.words["asked_at"]
        told = tree.tokens[i].universal == "obl" or tree.kids(i, "advcl:cleft")
        return bool(told and words and tree.prepositions(i) & words)

    def _says_nothing(self, lemma: str) -> bool:
        """Whether a verb is none that the lexicon or the word lists give a meaning of its own."""
        language = self.tree.language
        listed = any(
            language.has(group, lemma) for group in ("speech", "answers", "hypotheses", "refuses", "perceives")
        )
        return not listed and ("VERB", lemma) not in language.rows

    def receiver(self, i: int) -> list[int]:
        """To whom a demand or threat is made, as he is said to answer it: X rejected a request by Y."""
        token = self.tree.tokens[i]
        head = self.tree.tokens[token.head]
        if self.is_asked_at(i) and self.tree.kids(i, "advcl:cleft"):
            return self.tree.subjects(self.tree.kids(i, "advcl:cleft")[0])  # c'est à la demande de X que
        if self.is_asked_at(i) and head.pos == "VERB":
            return self.tree.subjects(head.i)
        if token.dep == "obj" and head.pos == "VERB" and self.tree.language.has("answers", head.lemma):
            return self.tree.subjects(head.i)
        return []

    def named_in_clause(self, i: int) -> list[int]:
        """The subject of the clause that says what a noun alleges or demands: allegations that X, calls for X to."""
        tree = self.tree
        token = tree.tokens[i]
        clauses = tree.kids(i, "acl", "ccomp", "acl:relcl", "advcl")
        if token.head != i:  # the tree may hang the clause on the verb
            clauses += [c for c in tree.kids(token.head, "ccomp", "advcl") if i < c]
        for c in clauses:
            first = min(tree.kids(c, "mark"), default=c)
            if not tree.language.has("that", tree.tokens[first].text.lower()) or not i < first <= i + 6:
                continue
            if any(t.pos in ("VERB", "AUX") for t in tree.tokens[i + 1 : first]):
                continue
            return [tree.antecedent(k) for k in tree.kids(c, "nsubj", "nsubj:pass") if k != first]
        return []

    def _complement_subject(self, i: int) -> list[int]:
        tree = self.tree
        found: list[int] = []
        for c in tree.kids(i, "ccomp", "xcomp", "advcl", "csubj", "obl", "obj", "parataxis"):
            if tree.tokens[c].pos in ("VERB", "AUX", "ADJ", "NOUN"):
                own = tree.kids(c, "nsubj", "nsubj:pass")
                found += [tree.antecedent(s) for s in own]
                if (
                    not own and tree.tokens[c].dep == "ccomp"
                ):  # the tree lost the subject: the first name behind « that »
                    inside = sorted(tree.subtree(c))
                    found += [j for j in inside if j in self.at and self.at[j].form != "adjective"][:1]
        return found
