"""The common stem of a word's family: install, installing, installer and installation meet; pure."""

from __future__ import annotations

import functools
import re

_ENDINGS = (
    ("ied", "y", 3),
    ("ies", "y", 3),
    ("sses", "ss", 2),
    ("ings", "", 4),
    ("ing", "", 4),
    ("edly", "", 4),
    ("ed", "", 4),
    ("es", "e", 3),
    ("s", "", 3),
)
#: Forms that no ending tells: past ones, and nouns of doing that are more than the verb with an ending.
_IRREGULAR = {
    form: verb
    for verb, *forms in (
        line.split()
        for line in re.findall(
            r"[^;]+",
            """
            become became; begin began begun; break broke broken; bring brought; build built; buy bought; catch
            caught; choose chose chosen choice; come came; draw drew drawn; drink drank drunk; drive drove
            driven; eat ate eaten; fall fell fallen; feel felt; fight fought; fly flew flown; forget forgot
            forgotten; freeze froze frozen; give gave; go went gone; grow grew grown growth; hear heard; hide
            hid hidden; hold held; keep kept; know knew known; lead led; leave left; lend lent; lose lost loss
            losses; mean meant; meet met; pay paid; ride rode ridden; rise rose risen; run ran; see saw seen;
            sell sold; send sent; sing sang sung; sink sank sunk; sleep slept; speak spoke spoken; spend spent;
            stand stood; steal stole stolen; swim swam swum; take took taken; teach taught; think thought; throw
            threw thrown; wear wore worn; win won; write wrote written; analyse analysis analyses analyze; apply
            application applications applicant applicants; conclude conclusion conclusions; decide decision
            decisions; deliver delivery deliveries; describe description descriptions; discover discovery
            discoveries; divide division; enter entrance; expand expansion; explain explanation explanations;
            extend extension extensions; fail failure failures; maintain maintenance; perform performance;
            produce production; recover recovery; reduce reduction reductions; register registration
            registrations; subscribe subscription subscriptions; succeed success;
            """,
        )
        if line.strip()
    )
    for form in forms
}
#: Endings that make a noun or an adverb of a verb or adjective, what stands for them, and letters that stay at least;
#: the longer of two that end alike first. With fewer letters they are mostly no endings: water, nation, moment.
_DERIVED = (
    ("ification", "ify", 3),
    ("ation", "", 4),
    ("ion", "", 5),
    ("ment", "", 3),
    ("ness", "", 4),
    ("er", "", 5),
    ("or", "", 5),
    ("val", "v", 3),
    ("sal", "s", 4),
    ("wal", "w", 3),
    ("ly", "", 4),
)
#: Words whose end is no such ending, and those with which the verb's family is another matter.
_WHOLE = frozenset(
    re.findall(
        r"\w+",
        """
        apply supply reply multiply comply imply family element cement comment document moment segment apartment
        department comparison customer number quarter chapter counter corporation information director position
        condition question million billion opinion religion reunion session version mission pension section fraction
        portion production professor character register minister september october november december hotter rather
        universal business witness harness format threat private climate corporate
        """,
    )
)


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what the forms of a word have in common: "sales" and "sale", "began" and "begin", "payment" and "pays".

    Words are lower case. Inflections come off first, then one ending that derives a noun or adverb; where a verb in
    -ate has its noun in -ation ("insulate", "insulation"), what both are made from stays.
    """
    word = _IRREGULAR.get(word, word)
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + instead
            break
    word = _IRREGULAR.get(word, word)
    if word in _WHOLE:
        return word
    for ending, instead, least in _DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiosl":
        word = word[:-1]
    word = word[:-1] if len(word) > 4 and word.endswith("e") else word
    return word[:-2] if word.endswith("at") and len(word) >= 6 else word
