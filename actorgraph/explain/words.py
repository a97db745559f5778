"""What the ranker and the tree see, in words: for people who know neither."""

ROUTES = {
    "climbed": "taken from the clause above",
    "deep": "found deeper in the phrase that stands there",
    "nearest": "the only other one that fits",
    "owned": "found as the owner of what stands there",
    "speech": "the one who speaks",
    "town": "the state in which the place lies",
}
ENDS = {"s": "the source", "t": "the target"}
UD = {
    "root": "head of the sentence",
    "nsubj": "subject",
    "nsubj:pass": "passive subject",
    "csubj": "clause as subject",
    "obj": "object",
    "iobj": "indirect object",
    "obl": "phrase on a verb",
    "obl:agent": "doer of a passive",
    "obl:arg": "phrase that a verb asks for",
    "nmod": "phrase on a noun",
    "nmod:poss": "possessor",
    "amod": "adjective",
    "acl": "clause on a noun",
    "acl:relcl": "relative clause",
    "advcl": "adverbial clause",
    "advmod": "adverb",
    "ccomp": "clause that completes",
    "xcomp": "infinitive that completes",
    "conj": "part joined by and, or",
    "cc": "and, or, but",
    "appos": "apposition",
    "parataxis": "aside",
    "compound": "part of a compound",
    "det": "article",
    "flat": "part of a name",
    "fixed": "part of an expression",
    "dep": "unclear part",
    "cop": "form of “to be”",
    "aux": "auxiliary",
    "case": "preposition",
    "mark": "conjunction",
    "nummod": "number",
    "expl": "empty pronoun",
    "punct": "punctuation",
}
FORMS = {
    "name": "name",
    "capital": "capital, for its state",
    "seat": "seat, for who rules there",
    "adjective": "adjective",
    "open adjective": "adjective with a role",
    "inhabitant": "inhabitants, for their state",
    "official": "office holder, for whom he acts",
    "person": "person",
    "role": "role",
    "provisional": "name in no dictionary",
    "pronoun": "pronoun",
    "definite": "named before",
    "body": "body of a state",
    "part": "part of a longer name",
}
# What is seen of a trigger or a pair: in words where it is so, and where it is not.
SEEN = {
    "ruled": ("the rules give it", "the rules do not give it"),
    "ruled blame": ("the rules give it as blame or an order", "the rules do not give it as blame"),
    "fired": ("a row fits this very pair", "no row fits this very pair"),
    "same fired": ("a row gives the same", "no other row gives the same"),
    "pair fired": ("a row joins the two", "no other row joins the two"),
    "reverse fired": ("a row gives something the other way round", "no row gives anything the other way round"),
    "source fired": ("the source does the same to another", "the source does it to nobody else"),
    "target fired": ("another does the same to the target", "nobody else does it to the target"),
    "joint source": ("one named with the source does the same", "none named with the source does the same"),
    "joint target": ("it is done to one named with the target", "it is done to none named with the target"),
    "holds": ("all that the row asks for is there", "what the row asks for is not there"),
    "spoken": ("only the speaking tells it", "it is told by more than speaking"),
    "speaker": ("the source is who speaks", "the source is not who speaks"),
    "passive": ("the trigger is passive", "the trigger is not passive"),
    "quoted": ("the trigger is quoted", "the trigger is not quoted"),
    "said": ("somebody is said to say so", "nobody is said to say so"),
    "infinitive": ("the trigger is an infinitive", "the trigger is no infinitive"),
    "participle": ("the trigger is a participle", "the trigger is no participle"),
    "mutual": ("the relation goes both ways", "the relation goes one way"),
    "light": ("the noun hangs on a verb like make or give", "no verb like make or give carries the noun"),
    "swapped": ("the two stand in each other's place", "the two do not stand in each other's place"),
    "s before t": ("the source comes before the target", "the source comes after the target"),
    "s within t": ("the source is within the target's phrase", "the source is not within the target's phrase"),
    "t within s": ("the target is within the source's phrase", "the target is not within the source's phrase"),
    "joined": ("the two are joined by and, or", "the two are not joined by and, or"),
    "same state": ("both are of one state", "they are of two states"),
    "reporter": ("the source only reports, as media do", "the source is no medium"),
    "t unknown": ("the target is in no dictionary", "the target is in the dictionaries"),
}
# The same of one end.
OF_END = {
    "slot": ("stands where the row has it", "does not stand where the row has it"),
    "slot taken": ("has a place in the row that is filled", "has a place in the row that is empty"),
    "slot deep": ("stands deep in the phrase where the row has it", "does not stand deep in such a phrase"),
    "before": ("comes before the trigger", "does not come before the trigger"),
    "place": ("only says where", "is more than a place"),
    "quoted": ("is within quotation marks", "is not quoted"),
    "many": ("stands for several", "stands for one actor"),
    "speaks": ("is who speaks", "is not who speaks"),
    "quote between": ("is across a quotation mark", "is not across a quotation mark"),
    "clause": ("is in the trigger's clause", "is in another clause"),
    "subject": ("is the trigger's subject", "is not the trigger's subject"),
    "object": ("is the trigger's object", "is not the trigger's object"),
    "root subject": ("is the subject of the sentence", "is not the subject of the sentence"),
    "provisional": ("is a name in no dictionary", "is in the dictionaries"),
    "plural": ("is plural", "is not plural"),
    "roled": ("is coded with a role, such as rebels", "is coded without a role"),
    "clause is speech": ("is in the clause of the saying", "is not in the clause of the saying"),
    "clause below": ("is in what is said", "is not in what is said"),
    "does": ("is who does it in what is said", "does nothing in what is said"),
    "duty": ("is told what it must do", "is told no duty"),
    "quad4": ("is spoken of with a deed of violence", "is not spoken of with a deed of violence"),
    "quad3": ("is spoken of with hard words", "is not spoken of with hard words"),
    "good": ("is spoken of with a friendly deed", "is not spoken of with a friendly deed"),
    "owner": ("is whose something is", "is not whose something is"),
}
COUNTS = {
    "ruled confidence": "confidence of the rules {n}",
    "others fired": "other relations by row in the sentence: {n}",
    "senses": "relations that the trigger can tell: {n}",
    "frame": "conditions of the row: {n}",
    "depth": "depth of the trigger in the tree: {n}",
    "apart": "words between the two: {n}",
    "refs apart": "actors between the two: {n}",
    "blame in all": "words of blame: {n}",
    "praise in all": "words of praise: {n}",
    "ups": "steps up the tree from the trigger to {end}: {n}",
    "downs": "steps down the tree to {end}: {n}",
    "distance": "words from the trigger to {end}: {n}",
    "verbs between": "verbs on the way down to {end}: {n}",
    "verbs above": "verbs on the way up to {end}: {n}",
    "verbs apart": "verbs between the trigger and {end}: {n}",
    "conj between": "and, or on the way to {end}: {n}",
    "refs between": "actors between the trigger and {end}: {n}",
    "commas between": "commas between the trigger and {end}: {n}",
    "blame": "words of blame around {end}: {n}",
    "blame above": "words of blame above {end}: {n}",
    "praise": "words of praise around {end}: {n}",
}
POS = {
    "VERB": "a verb",
    "NOUN": "a noun",
    "ADJ": "an adjective",
    "ADV": "an adverb",
    "AUX": "an auxiliary",
    "PROPN": "a name",
}
PATHS = {  # of an end, before `case`, which asks for a preposition, and a label of the tree
    "branch": "{end} {is} in the {ud}",
    "leaf": "{end} itself {is} the {ud}",
    "up": "the way from the trigger up to {end} {goes} by the {ud}",
    "branch case": "the phrase of {end} {stands} after {ud}",
    "case": "{end} {stands} after {ud}",
}


def gloss(name: str, value: float = 1.0) -> str:
    """A feature of the ranker, and that it is so or not, in words: `s` is the source there, `t` the target.

    >>> gloss("t slot", 0.0)
    'the target does not stand where the row has it'
    >>> gloss("s branch nsubj")
    'the source is in the subject'
    >>> gloss("s distance", -3.0)
    'words from the trigger to the source: -3'
    """
    so = value > 0
    if name in SEEN:
        return SEEN[name][not so]
    letter, _, rest = name.partition(" ")
    end = ENDS.get(letter, "")
    what = rest if end else name
    if name == "ruled confidence" and not so:
        return SEEN["ruled"][1]
    if what in COUNTS:
        return COUNTS[what].format(n=f"{value:g}", end=end)
    if end and what in OF_END:
        return f"{end} {OF_END[what][not so]}"
    return _family(what, end, so) or f"“{name}” is {value:g}"


def _family(what: str, end: str, so: bool) -> str:
    """A feature that is one of many of its kind: a label of the tree, a form, a part of speech."""
    kind, _, value = what.rpartition(" ")
    not_ = "" if so else "not "
    if end and kind in PATHS:
        verbs = {
            "is": f"is {not_}".strip(),
            "stands": "stands" if so else "does not stand",
            "goes": "goes" if so else "does not go",
        }
        after = "another preposition" if value == "other" else f"“{value}” or its like"
        return PATHS[kind].format(end=end, ud=after if kind.endswith("case") else UD.get(value, value), **verbs)
    if end:
        known_as = {"form": f"known as: {FORMS.get(value, value)}", "kind": f"of kind {value}"}
        return f"{end} is {not_}{known_as[kind]}" if kind in known_as else ""
    if kind in ("route s", "route t"):
        reached = {"direct": "at its very place", **ROUTES}.get(value, value)
        return f"by the rules {ENDS[kind[-1]]} is {not_}{reached}"
    said = {
        "relation": f"the relation is {not_}{value}",
        "row": f"the row is {not_}for {POS.get(value, value)}",
        "pos": f"the trigger is {not_}{POS.get(value, value)}",
        "real": f"it is {not_}told as {value}",
        "dep": f"the trigger is {not_}the {UD.get(value, value)}",
    }
    return said.get(kind, "")


def label(dep: str) -> str:
    """A label of the tree in words.

    >>> label("nsubj:pass"), label("obl:mod"), label("unheard-of")
    ('passive subject', 'phrase on a verb', '')
    """
    return UD.get(dep) or UD.get(dep.partition(":")[0], "")
