"""Text in any encoding, CSV, Markdown and HTML: the words a reader sees, in order, with their headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.documents.readers.sections import SECTION, sections
from desktop.documents.readers.text import decode
from desktop.domain.document import Block
from desktop.errors import FileDamaged, FileHasNoText, FileUnsupported
from tests.unit.documents.readers.reading_of import blocks, read

CHINESE = "本公司的净销售额为八百一十七亿美元，这是在上一年的基础上说的。我们的产品和服务都有增长，而成本没有增加。"
TRADITIONAL = "本公司的淨銷售額為八百一十七億美元，這是在上一年的基礎上說的。我們的產品和服務都有增長，而成本沒有增加。"
JAPANESE = "当社の売上高は前年に比べて増加しました。製品とサービスのどちらも伸びています。"
GERMAN = "Die Erlöse der Gesellschaft stiegen im Geschäftsjahr über Erwarten, größtenteils durch Übernahmen.\n" * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (GERMAN, "cp1252"),
        (GERMAN, "latin-1"),
        ("plain words only", "utf-16-le"),
        ("plain words only", "utf-16-be"),
        (CHINESE, "utf-32"),
    ],
)
def test_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_one_bad_byte_does_not_change_the_encoding() -> None:
    assert decode((CHINESE * 9).encode() + b"\xff" + "完".encode()) == CHINESE * 9 + "�完"


def test_a_sample_that_ends_inside_a_character_is_still_utf8() -> None:
    text = "a" + "中" * 60_000
    assert decode(text.encode()) == text


def test_paragraphs_of_a_text_file(tmp_path: Path) -> None:
    document = read(tmp_path / "a.txt", "First\nstill first\r\n\r\n\r\nSecond\x0cThird")
    assert blocks(document) == [("text", "First\nstill first"), ("text", "Second"), ("text", "Third")]
    assert not document.paged


def test_binary_data_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(FileUnsupported):
        read(tmp_path / "a.txt", bytes(range(256)) * 20)
    with pytest.raises(FileHasNoText):
        read(tmp_path / "b.txt", " \n\t\n ")


def test_long_text_comes_in_sections_without_loss(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(40_000))
    document = read(tmp_path / "a.txt", words)
    assert len(document.pages) > 3
    assert all(len(page.text) <= SECTION for page in document.pages)
    assert " ".join(block.text for page in document.pages for block in page.blocks).split() == words.split()


def test_sections_do_not_end_with_a_heading() -> None:
    blocks_ = [
        Block("x" * 19_000),
        Block("y" * 19_000),
        Block("z" * 19_000),
        Block("Head", "heading", 1),
        Block("w" * 9000),
    ]
    first, second = sections(blocks_)
    assert [block.kind for block in first.blocks] == ["text"] * 3
    assert second.blocks[0].text == "Head"


def test_csv_is_one_table_with_its_range(tmp_path: Path) -> None:
    document = read(tmp_path / "a.csv", 'City;Count\n"Paris; France";12\nRome;7\n')
    (block,) = document.pages[0].blocks
    assert (block.kind, block.text, block.place) == ("table", "City | Count\nParis; France | 12\nRome | 7", "A1:B3")


def test_long_csv_repeats_its_first_row(tmp_path: Path) -> None:
    document = read(tmp_path / "a.tsv", "Name\tNote\n" + "".join(f"n{n}\t{'text ' * 20}\n" for n in range(1500)))
    assert len(document.pages) > 1
    for page in document.pages:
        (block,) = page.blocks
        assert block.text.startswith("Name | Note\n")
    second = document.pages[1].blocks[0]
    head, own = second.place.split(",")
    assert head == "A1:B1"
    assert second.text.split("\n")[1].startswith(f"n{int(own.split(':')[0][1:]) - 2} ")


def test_markdown(tmp_path: Path) -> None:
    source = """---
title: "The orchard"
---
# Apples *and* pears

A [link](https://example.org) and `code`, wrapped
over two lines ![a tree](tree.png).

- one
- two
  - deeper

| Kind | Count |
| --- | --- |
| Apple | **7** |

```python
print("x")
```

## Second
<div>Some <b>markup</b><script>evil()</script></div>
"""
    document = read(tmp_path / "a.md", source)
    assert document.title == "The orchard"
    assert blocks(document)[1:] == [
        ("heading1", "Apples and pears"),
        ("text", "A link and code, wrapped over two lines a tree."),
        ("list", "one\ntwo\ndeeper"),
        ("table", "Kind | Count\nApple | 7"),
        ("code", 'print("x")'),
        ("heading2", "Second"),
        ("text", "Some markup"),
    ]


def test_markdown_keeps_what_only_looks_like_a_tag(tmp_path: Path) -> None:
    source = "Call List<Item> with <your-name>,<br> <b>twice</b><!-- not said -->, in <unk> order.\n"
    document = read(tmp_path / "a.md", source)
    assert blocks(document) == [("text", "Call List<Item> with <your-name>, twice, in <unk> order.")]


def test_a_line_of_markdown_too_long_to_be_wrapped_ends_its_paragraph(tmp_path: Path) -> None:
    long = "The orchard was planted long ago and bears " + "apples and pears and " * 6 + "plums"
    document = read(tmp_path / "a.md", f"{long}\n{long} and more\nHarvest\nwrapped\n")
    assert blocks(document) == [("text", f"{long}\n{long} and more\nHarvest wrapped")]


HTML = """<!doctype html><html><head><title>Fruit</title><style>p{}</style></head><body>
<nav>Home About</nav><h1>Fruit <em>prices</em></h1>
<p>Apples   cost<br>two <b>euros</b>.</p><p style="display:none">hidden words</p><script>var a = "no";</script>
<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>
<table><caption>Prices</caption><tr><th>Kind</th><th>Price</th></tr>
<tr><td rowspan="2">Apple</td><td>1</td></tr><tr><td>2</td></tr></table>
<table><tr><td><h2>In a layout table</h2><p>Text</p></td></tr></table>
<pre>a
  b</pre>tail</body></html>"""


def test_html(tmp_path: Path) -> None:
    document = read(tmp_path / "a.html", HTML)
    assert document.title == "Fruit"
    assert blocks(document) == [
        ("heading1", "Fruit prices"),
        ("text", "Apples cost\ntwo euros."),
        ("list", "one\ninner\ntwo"),
        ("text", "Prices"),
        ("table", "Kind | Price\nApple | 1\nApple | 2"),
        ("heading2", "In a layout table"),
        ("text", "Text"),
        ("code", "a\n  b"),
        ("text", "tail"),
    ]


def test_html_says_its_encoding(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>{CHINESE}</p></body></html>'
    assert read(tmp_path / "a.html", page.encode("gb18030")).pages[0].text == CHINESE
    wrong = '<html><head><meta charset="nonsense"></head><body><p>é</p></body></html>'
    assert read(tmp_path / "b.html", wrong).pages[0].text == "é"


def test_the_main_part_stands_for_the_page(tmp_path: Path) -> None:
    page = f"<body><div>Menu entries</div><main><p>{'Real text. ' * 20}</p></main><footer>Imprint</footer></body>"
    text = read(tmp_path / "a.html", page).pages[0].text
    assert "Real text." in text
    assert "Menu" not in text


def test_nothing_outside_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("CANARY", encoding="utf-8")
    page = f"""<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>
    <body><p>before &x; after</p><iframe src="secret.txt">f</iframe><object data="secret.txt"></object></body>"""
    assert "CANARY" not in read(tmp_path / "a.html", page).pages[0].text


def test_an_empty_page(tmp_path: Path) -> None:
    with pytest.raises(FileHasNoText):
        read(tmp_path / "a.html", "<html><body><script>x</script></body></html>")


def test_deep_nesting_is_said_and_not_dropped(tmp_path: Path) -> None:
    with pytest.raises(FileDamaged, match="nested too deeply"):
        read(tmp_path / "a.html", "<div>" * 5000 + "deep")
    assert "deep" in read(tmp_path / "a.md", "> " * 500 + "deep").pages[0].text


def test_a_quote_that_never_ends_costs_only_the_table(tmp_path: Path) -> None:
    document = read(tmp_path / "a.csv", "a,b\n1,2\n" + '"' + "c,d\n" * 400_000)
    assert document.pages[0].blocks[0].text == "a | b\n1 | 2"
    assert sum(page.text.count("c,d") for page in document.pages) == 400_000


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "“Smart” – the fee is 5 € a year, naïve café."),
        ("cp1252", "L’été à la forêt, c’est où? Ça coûte 3 € à Noël, cœur."),
        ("cp1252", "El niño comió ¿qué? ¡Sí! 5 ºC"),
        ("cp1252", "A situação não é fácil, maçãs e pães"),
        ("latin-1", "Die Gebühr über 5 m² beträgt 3,50."),
        ("cp1250", "Zpráva o vodě: příliš žluťoučký kůň úpěl ďábelské ódy."),
        ("cp1250", "Zażółć gęślą jaźń. Opłata wynosi pięć złotych."),
        ("cp1250", "Árvíztűrő tükörfúrógép, a díj öt forint."),
        ("cp1251", "Отчет о водоснабжении за 2025 год. Цена воды составляет три рубля."),
        ("koi8-r", "Отчет о водоснабжении за 2025 год. Цена воды составляет три рубля."),
        ("cp866", "Отчет о водоснабжении за 2025 год. Цена воды составляет три рубля."),
        ("cp1253", "Η έκθεση για το νερό του 2025. Η τιμή είναι τρία ευρώ."),
        ("cp1254", "Su raporu: ücret üç lira, şişe ve ığdır çok güzel."),
        ("cp1255", "דוח המים לשנת 2025. המחיר הוא שלושה שקלים."),
        ("cp1256", "تقرير المياه لعام 2025. سعر الطن ثلاثة دنانير."),
    ],
)
def test_text_of_one_byte_a_character_is_told_by_its_letters(encoding: str, words: str) -> None:
    assert decode(words.encode(encoding)) == words


@pytest.mark.parametrize(
    ("encoding", "texts"),
    [
        ("gb18030", "价格为7元|会议纪要|合同编号：2024-05|发票|项目预算表|姓名,年龄\n张三,25|第一章 总则|你好"),
        ("big5", "會議紀要|合約編號：2024-05|請於五月六日前付款|發票|姓名,年齡\n張三,25|專案預算表|閥門與管道的清單"),
        ("shift_jis", "価格は7円です|第一章 総則|予算表|カタカナ|氏名,年齢\n田中,25|請求書|設備一覧：ポンプ、バルブ"),
        ("euc_jp", "価格は7円です|会議の議事録|ボイラー室は毎朝7時に開きます。"),
        ("euc_kr", "가격은 7원입니다|안녕하세요|이름,나이\n김철수,25|서울특별시 종로구"),
        (
            "cp1250",
            "Čudo u šumi|Željko Đurić|Što je to?|Ime,Količina\nVijak,7|Općina Đakovo|Cijena je 7 eura, u siječnju",
        ),
        ("cp1250", "Cena je 7 Kč včetně DPH.|číslo smlouvy|účtenka č. 5|Řešení úlohy"),
        ("cp1250", "Cena wynosi 7 zł.|Łódź|Kraków, ulica Długa 5|fizetendő májusban|Ár, két főnek"),
        ("iso8859-2", "Cena je 7 Kč včetně DPH.|Zażółć gęślą jaźń"),
        (
            "cp1252",
            "C’est déjà l’été à Paris|São Paulo à noite, limões|La città è più blu|Ærø øl|à|Größe 5 µm|5 m³/h",
        ),
        (
            "cp1252",
            "Það er ný þróun í veðri|Põhja-Eesti|Señor Muñoz|Åse Øye|Œuvre complète|Tänään on hyvä sää",
        ),
        ("cp1252", "la scène du père et le poète|europæiske træer"),
        ("cp1254", "Fiyatı 7 liradır|Şişli, İstanbul|Öğrenci sayısı"),
        ("cp1251", "Цена 7 рублей|Привет|Имя,Возраст\nИван,25"),
        ("koi8-r", "Цена 7 рублей|Привет"),
    ],
)
def test_a_few_words_are_enough_to_tell_an_encoding(encoding: str, texts: str) -> None:
    said = texts.split("|")
    assert [decode(text.encode(encoding)) for text in said] == said


def test_a_file_without_a_suffix_is_text_unless_it_is_something_else(tmp_path: Path) -> None:
    assert blocks(read(tmp_path / "README", "The key is under the mat.\n")) == [("text", "The key is under the mat.")]
    with pytest.raises(FileUnsupported):
        read(tmp_path / "program", bytes(range(256)) * 20)
    with pytest.raises(FileUnsupported):
        read(tmp_path / "elf", b"\x7fELF" + bytes(60))
