"""Tell by its bytes which East Asian encoding a text is in: each has usual characters in rows of their own; pure."""

from __future__ import annotations

from typing import NamedTuple


class _Rows(NamedTuple):
    """First bytes of an encoding's signs and usual letters, and of its rare ones; the least second byte of both."""

    encoding: str
    usual: frozenset[int]
    rare: frozenset[int]
    second: int = 0x40


def _range(*pairs: tuple[int, int]) -> frozenset[int]:
    return frozenset(byte for first, last in pairs for byte in range(first, last + 1))


#: GB 2312 and Big5 have their commonest ideographs first, and so have JIS X 0208 and KS X 1001 (Hangul, then Hanja).
_ENCODINGS = (
    _Rows("gb18030", _range((0xA1, 0xA1), (0xA3, 0xA3), (0xB0, 0xD7)), _range((0xD8, 0xF7)), 0xA1),
    _Rows("big5", _range((0xA1, 0xA3), (0xA4, 0xC6)), _range((0xC9, 0xF9))),
    _Rows("shift_jis", _range((0x81, 0x83), (0x88, 0x97)), _range((0x98, 0x9F), (0xE0, 0xEA))),
    _Rows("euc_jp", _range((0xA1, 0xA1), (0xA3, 0xA5), (0xB0, 0xCF)), _range((0xD0, 0xF4)), 0xA1),
    _Rows("euc_kr", _range((0xA1, 0xA1), (0xA3, 0xA3), (0xB0, 0xC8)), _range((0xCA, 0xFD)), 0xA1),
)
#: What a rare character counts.
RARE = 0.2
#: Share of usual characters, and of the commonest, with which a text counts as of an encoding; both together in short.
USUAL, COMMON = 0.8, 0.5

#: The characters that make up most running text, so that the right reading of bytes stands out from the wrong ones.
_COMMON = frozenset(
    "的一是不了在人有我他这個这们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
    "這們來為國說時會對過發後裡經麼學現當動還進樣開從實軍無與長機關點業將兩間問東聲員論處義幾認條氣題爾變總電數報結產計質書聽難權設記類據規領確傳師觀識帶導爭運"
    "のにはをたがでてとしれさあいるなかっもこらりすまきくけうえおつよみやわせそめんどばだ一日本人年月"
    "이다는에의을를가고은하로한지기사도서인대"
)


def east_asian(sample: bytes) -> str:
    """Return the East Asian encoding that a text is in by its characters; empty where it is in none."""
    scores: dict[str, float] = {}
    for rows in _ENCODINGS:
        try:
            text = sample.decode(rows.encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 4:
                continue
            text = sample[: error.start].decode(rows.encoding)
        usual, common = _usual(sample, rows), _common(text)
        # Capitals of Greek and Cyrillic lie where ideographs do, but with none of the second bytes below.
        mixed = any(0xA0 < byte < 0xC0 for byte in sample) or rows.encoding in ("big5", "shift_jis")
        if common > COMMON or (usual >= USUAL and (mixed or common > COMMON / 2)):
            scores[rows.encoding] = usual + common
    return max(scores, key=lambda encoding: scores[encoding], default="")


def _usual(sample: bytes, rows: _Rows) -> float:
    """Share of the characters beyond ASCII that are usual ones of an encoding, by their first bytes."""
    count, found, at = 0, 0.0, 0
    while at < len(sample) - 1:
        first, second = sample[at], sample[at + 1]
        if first < 0x80:
            at += 1
            continue
        count += 1
        if rows.encoding == "shift_jis" and 0xA1 <= first <= 0xDF:
            at += 1  # a Katakana of half the width, which programs write no more
            continue
        if second >= rows.second:
            found += 1.0 if first in rows.usual else RARE if first in rows.rare else 0.0
        at += 4 if second < 0x40 else 2
    return found / count if count > 1 else 0.0


def _common(text: str) -> float:
    """Share of the letters beyond ASCII that are common ones of an East Asian script."""
    wide = [char for char in text if ord(char) > 0x7F]
    letters = [char for char in wide if char.isalpha()]
    if len(letters) < 2 or len(letters) < 0.5 * len(wide):
        return 0.0
    return sum(char in _COMMON for char in letters) / len(letters)
