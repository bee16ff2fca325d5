"""Decks are made in the language of their documents, also of those whose verbs nobody listed."""

from __future__ import annotations

import msgspec
import pytest

from desktop.domain.deck import Outline
from desktop.domain.document import Block, Document, Page
from desktop.slides import prose
from desktop.slides.compose import compose
from desktop.slides.language import detect_language
from desktop.slides.looks import LEDGER
from desktop.slides.outline import outline_of
from desktop.slides.wordings import ENGLISH, words_for
from desktop.slides.words import Words
from desktop.worker.cancel import Cancel

#: Two sentences in each language.
TEXTS = {
    "en-US": (
        "The library holds 48,300 volumes and receives about 210 visitors a day.",
        "The building was built in 1962.",
    ),
    "de-DE": (
        "Die Bücherei besitzt 48.300 Bände und hat etwa 210 Besucher am Tag.",
        "Das Gebäude stammt aus dem Jahr 1962.",
    ),
    "fr-FR": (
        "La bibliothèque possède 48 300 volumes et accueille 210 visiteurs par jour.",
        "Le bâtiment date de 1962.",
    ),
    "es-ES": (
        "La biblioteca tiene 48.300 volúmenes y recibe unas 210 visitas al día.",
        "El edificio es del año 1962.",
    ),
    "it-IT": (
        "La biblioteca possiede 48.300 volumi e accoglie circa 210 visitatori al giorno.",
        "L'edificio della biblioteca risale al 1962.",
    ),
    "pt-PT": (
        "A biblioteca tem 48.300 volumes e recebe cerca de 210 visitantes por dia.",
        "O edifício é do ano de 1962.",
    ),
    "nl-NL": (
        "De bibliotheek bezit 48.300 banden en krijgt ongeveer 210 bezoekers per dag.",
        "Het gebouw is van 1962.",
    ),
    "sv-SE": (
        "Biblioteket har 48 300 band och tar emot ungefär 210 besökare om dagen.",
        "Huset är från år 1962.",
    ),
    "pl-PL": (
        "Biblioteka ma 48 300 tomów i przyjmuje około 210 osób na dzień.",
        "Budynek jest z 1962 roku.",
    ),
}


@pytest.mark.parametrize("tag", TEXTS)
def test_a_language_is_told_by_its_small_words(tag: str) -> None:
    assert detect_language(TEXTS[tag]) == tag


def test_names_and_numbers_are_of_no_language() -> None:
    assert detect_language(["Paris 12", "Roma 14", "Oslo 3"]) == "en-US"


@pytest.mark.parametrize("tag", [tag for tag in TEXTS if tag != "en-US"])
def test_sentences_of_every_language_become_points_under_its_own_words(tag: str) -> None:
    heads, said = ("Alpha", "Beta", "Gamma", "Delta"), TEXTS[tag]
    blocks = [Block("Omega", "heading", 1)]
    for at, head in enumerate(heads):
        text = " ".join(said).replace("48", str(51 + at)).replace("1962", str(1971 + at)).replace("210", str(310 + at))
        blocks += [Block(head, "heading", 2), Block(text)]
    document = Document("a.md", (Page(1, tuple(blocks)),), paged=False)
    outline = list(outline_of([document], cancel=Cancel()))[-1]
    assert isinstance(outline, Outline)
    assert outline.language == tag
    assert {slide.topic or slide.title for slide in outline.slides} >= set(heads)
    deck = compose(outline, LEDGER)
    words = words_for(tag)
    assert deck.slides[1].title == words.agenda != ENGLISH.agenda
    assert deck.slides[2].source_line == words.source_line.format(places="a.md")


@pytest.mark.parametrize(
    ("language", "leaning", "whole"),
    [
        ("it-IT", "Questo riduce le spese di 40.000 euro.", "Il deposito costa 40.000 euro."),
        ("de-DE", "Dies senkt die Kosten um 40 Prozent.", "Das Haus kostet 40.000 Euro."),
        ("fr-FR", "Cela réduit les frais de moitié.", "Le dépôt coûte 40 000 euros."),
        ("nl-NL", "Dit verlaagt de kosten met 40 procent.", "De brug kost 40.000 euro."),
        ("sv-SE", "De ökade med 14 procent på året.", "Skolan har 312 elever i år."),
    ],
)
def test_what_leans_on_the_sentence_before_is_no_point(language: str, leaning: str, whole: str) -> None:
    assert not prose.usable(leaning, language=language)
    assert prose.usable(whole, language=language)


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("“My father told me how it was.”", False),
        ("“We hear the water again,” said Marta Lenz, who farms below the mill.", True),
    ],
)
def test_what_cannot_stand_alone_is_no_point(sentence: str, *, whole: bool) -> None:
    assert prose.usable(sentence) == whole


def test_what_explains_a_change_is_worth_less_than_what_tells_it() -> None:
    told, explained = "Sales of platforms grew fast in the year.", "The year-on-year increase reflects growth in sales."
    assert prose.weight(explained) < prose.weight(told)


def test_every_language_fills_the_same_fields() -> None:
    def fields(text: str) -> set[str]:
        return {part.partition("}")[0] for part in text.split("{")[1:]}

    for tag in ("zh", "de", "fr", "es", "it", "pt", "nl", "sv", "pl"):
        words = words_for(tag)
        assert words is not ENGLISH
        for name in Words.__struct_fields__:
            asked = fields(msgspec.structs.asdict(ENGLISH)[name])
            assert fields(msgspec.structs.asdict(words)[name]) <= asked | {"total", "count"}, (tag, name)
