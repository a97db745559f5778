"""French verb forms: regular groups, spelling, irregular families."""

import pytest

from actorgraph.conjugation import forms, lemmas


@pytest.mark.parametrize(
    ("infinitive", "some"),
    [
        ("accuser", "accuse accusent accusait accusa accusèrent accusera accuserait accusant accusée"),
        ("menacer", "menace menaçait menaça menaceront menaçant"),
        ("assiéger", "assiège assiégeait assiégeant assiégée assiégera"),
        ("mener", "mène mènent menait mènera mené"),
        ("appeler", "appelle appellent appelait appellera appelée"),
        ("envahir", "envahit envahissent envahissait envahirent envahie"),
        ("soutenir", "soutient soutiennent soutenait soutint soutiendra soutenue"),
        ("abattre", "abat abattent abattit abattu"),
        ("combattre", "combat combattent combattait"),
        ("interrompre", "interrompt interrompent interrompu"),
        ("exclure", "exclut excluent exclu exclue"),
        ("détruire", "détruit détruisent détruisait détruite"),
        ("recevoir", "reçoit reçoivent recevra reçu"),
        ("enjoindre", "enjoint enjoignent enjoignait"),
        ("requérir", "requiert requièrent requis"),
        ("vaincre", "vainc vainquent vaincu"),
        ("dissoudre", "dissout dissous dissoute"),
        ("secourir", "secourt secourent secouru"),
        ("accroître", "accroît accroissent accru"),
        ("reconnaître", "reconnaît reconnaissent reconnut reconnue"),
        ("asservir", "asservissent asservi"),
        ("suspendre", "suspend suspendent suspendit suspendue"),
    ],
)
def test_forms_of(infinitive: str, some: str) -> None:
    missing = set(some.split()) - forms(infinitive)
    assert not missing


def test_no_form_without_its_accent_or_cedilla() -> None:
    assert "menacait" not in forms("menacer")
    assert "exigait" not in forms("exiger")


def test_a_shared_form_goes_to_the_first() -> None:
    assert lemmas(["voir", "vivre"])["vit"] == "voir"
    assert lemmas(["vivre", "voir"])["vit"] == "vivre"


def test_an_unknown_ending_is_its_own_form() -> None:
    assert forms("okay") == {"okay"}
