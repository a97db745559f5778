"""A sentence explained, for a terminal."""

from actorgraph.explain.sentence import Explained


def as_text(e: Explained) -> str:
    """A sentence explained, for a terminal."""
    by = {w.i: w.text for w in e.tree}
    width = max((len(w.text) for w in e.tree), default=0)
    lines = [e.text, "", "  Tree"]
    for w in e.tree:
        above = by.get(w.head, "") if w.head != w.i else "—"
        lines.append(
            f"    {w.i:>3}  {w.text:<{width}}  {w.pos:<5}  {w.dep:<12} of {above:<{width}}  {w.lemma}".rstrip()
        )
    lines += ["", "  Mentions"]
    lines += [f"    « {m.words} »  {', '.join(m.actors)}: {m.known_as}" for m in e.mentions] or ["    none"]
    for title, said, verdicts in (("Said", True, e.said), ("Held back", False, e.held)):
        lines += ["", f"  {title}"]
        for v in verdicts:
            lines.append(f"    {v.source} {v.relation} {v.target}{v.told}, {v.sure(said=said)}")
            lines += [f"      {reason}" for reason in v.why]
        lines += [] if verdicts else ["    nothing"]
    lines += ["", "  Note", *(f"    {note}" for note in e.notes)] if e.notes else []
    return "\n".join(lines) + "\n"
