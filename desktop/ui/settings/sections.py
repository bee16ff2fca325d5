"""The sections of the Settings page, each a list of rows bound to fields of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.reasoning.examples import EXAMPLES
from desktop.ui.buttons import SecondaryButton
from desktop.ui.fields import Choice, Field, Slider, TextArea
from desktop.ui.labels import Label
from desktop.ui.settings.examples import Examples
from desktop.ui.settings.mirror import MirrorField
from desktop.ui.settings.rows import SettingRow, ThemeTiles
from desktop.ui.settings.search_vectors import search_vectors
from desktop.ui.shortcuts import groups, shown
from desktop.ui.toggles import Segmented, Switch

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.settings.presenter import SettingsPresenter
    from desktop.ui.theme import Appearance

#: Languages of the window by their own names; "" follows the system.
LANGUAGES = (("en", "English"), ("zh_CN", "简体中文"))


def tr(text: str) -> str:
    """Translate a text of the settings."""
    return QCoreApplication.translate("Settings", text)


class Sections:
    """Builds the rows; each control writes its field through the presenter."""

    def __init__(self, look: Appearance, presenter: SettingsPresenter) -> None:
        self._look, self._presenter = look, presenter
        self.engine = SettingRow(look, tr("In use now"), tr("Known once the model is loaded."))

    def appearance(self) -> list[QWidget]:
        """Theme, type and motion."""
        chosen = self._presenter.settings
        themes = ThemeTiles(
            self._look,
            tr("Theme"),
            [("system", tr("System")), ("light", tr("Light")), ("dark", tr("Dark"))],
            chosen.theme,
        )
        themes.chosen.connect(lambda key: self._presenter.change(theme=key))
        face = Segmented(self._look, tr("Answer typeface"), [("serif", tr("Serif")), ("sans", tr("Sans"))])
        face.choose("serif" if chosen.serif else "sans")
        face.chosen.connect(lambda key: self._presenter.change(serif=key == "serif"))
        language = Choice(self._look, tr("Language"), [("", tr("As the system")), *LANGUAGES], icon="globe")
        language.choose(chosen.language)
        language.chosen.connect(lambda key: self._presenter.change(language=key))
        return [
            SettingRow(self._look, tr("Theme"), tr("Follows your system unless you choose."), themes),
            self._row(tr("Answer typeface"), tr("What you read is set in a serif; everything you press is not."), face),
            self._row(
                tr("Text size"),
                tr("Applies to the whole window, from 100 to 200 %."),
                self._slider(tr("Text size"), "text_scale", 100, 200, 10, lambda value: f"{value} %"),
            ),
            self._switch(tr("Reduce motion"), tr("No sliding or fading. Follows your system."), "reduced_motion"),
            self._switch(tr("Increase contrast"), tr("Darker outlines and quiet text."), "contrast"),
            self._switch(tr("Show tokens per second"), tr("A small line under each answer."), "show_speed"),
            self._row(
                tr("Language"),
                tr("Menus and messages, from the next start. Answers follow the language of your question."),
                language,
            ),
        ]

    def answers(self) -> list[QWidget]:
        """How the model is asked to answer."""
        prompt = TextArea(self._look, tr("Standing instruction"), placeholder=tr("For example: answer briefly."))
        prompt.setPlainText(self._presenter.settings.system_prompt)
        prompt.setFixedHeight(self._look.theme.px(120))
        prompt.textChanged.connect(lambda: self._presenter.change(system_prompt=prompt.toPlainText()))
        heat = self._slider(tr("Variety"), "temperature", 0, 15, 1, lambda value: f"{value / 10:.1f}", scale=10)
        return [
            SettingRow(
                self._look,
                tr("Standing instruction"),
                tr("Given to the model before every conversation."),
                below=prompt,
            ),
            self._row(tr("Variety"), tr("0 always takes the likeliest word; higher values vary more."), heat),
        ]

    def thinking(self) -> list[QWidget]:
        """When to think, and for how long."""
        mode = Segmented(
            self._look, tr("Think before answering"), [("off", tr("Off")), ("auto", tr("Auto")), ("on", tr("On"))]
        )
        mode.choose(self._presenter.settings.think)
        mode.chosen.connect(lambda key: self._presenter.change(think=key))
        budget = self._slider(
            tr("Longest thought"), "think_budget", 128, 8192, 128, lambda value: tr("{n} tokens").format(n=f"{value:,}")
        )
        tries = self._slider(
            tr("Tries"),
            "think_samples",
            1,
            9,
            1,
            lambda value: tr("{n} tries").format(n=value) if value > 1 else tr("One try"),
        )
        language = EXAMPLES["zh" if QLocale().language() == QLocale.Language.Chinese else "en"]
        examples = Examples(self._look, self._presenter.settings.think_examples, language)
        examples.changed.connect(lambda now: self._presenter.change(think_examples=now))
        return [
            self._row(
                tr("Think before answering"),
                tr("For new chats. Each chat has its own switch. Auto decides by the question."),
                mode,
            ),
            self._row(
                tr("Longest thought"),
                tr("At this length the thought is ended and the answer begins."),
                budget,
            ),
            self._row(
                tr("Tries"),
                tr("Thinks a question through several times and gives the answer that most tries came to."),
                tries,
            ),
            SettingRow(
                self._look,
                tr("Examples of thinking"),
                tr("Shown to models that do not think by themselves; of ours, the smallest see the first."),
                below=examples,
            ),
        ]

    def documents(self) -> list[QWidget]:
        """How files are read."""
        return [
            self._switch(
                tr("Read scans and pictures"),
                tr("Recognises Chinese and English print on this computer, at some seconds a page."),
                "read_pictures",
            ),
        ]

    def slides(self) -> list[QWidget]:
        """What every deck begins with."""
        author = Field(self._look, tr("Author"), placeholder=tr("Your name"))
        author.setText(self._presenter.settings.author)
        author.setFixedWidth(self._look.theme.px(240))
        author.editingFinished.connect(lambda: self._presenter.change(author=author.text().strip()))
        theme = Choice(
            self._look,
            tr("Theme of new decks"),
            [("ledger", tr("Ledger")), ("harbour", tr("Harbour")), ("evening", tr("Evening"))],
        )
        theme.choose(self._presenter.settings.deck_theme)
        theme.chosen.connect(lambda key: self._presenter.change(deck_theme=key))
        return [
            self._row(tr("Author"), tr("Written into each saved deck as its author."), author),
            self._row(tr("Theme of new decks"), tr("Can be changed for each deck."), theme),
        ]

    def performance(self) -> list[QWidget]:
        """What the engine may use; changes hold from the next load of the model."""
        contexts = [(str(size), f"{size:,}") for size in (2048, 4096, 8192, 16384, 32768)]
        context = Choice(self._look, tr("Context"), [("0", tr("Automatic")), *contexts])
        context.choose(str(self._presenter.settings.context))
        context.chosen.connect(lambda key: self._presenter.change(context=int(key)))
        threads = Choice(
            self._look, tr("Threads"), [("0", tr("Automatic")), *((str(n), str(n)) for n in (1, 2, 4, 6, 8, 12, 16))]
        )
        threads.choose(str(self._presenter.settings.threads))
        threads.chosen.connect(lambda key: self._presenter.change(threads=int(key)))
        steps = [(str(n), f"{n:,}") for n in (64, 128, 256, 512, 1024, 2048)]
        batch = Choice(self._look, tr("Reading step"), [("0", tr("Automatic")), *steps])
        batch.choose(str(self._presenter.settings.batch))
        batch.chosen.connect(lambda key: self._presenter.change(batch=int(key)))
        card = Choice(self._look, tr("Graphics card"), [("-1", tr("Automatic")), ("0", tr("Processor only"))])
        card.choose("0" if self._presenter.settings.gpu_layers == 0 else "-1")
        card.chosen.connect(lambda key: self._presenter.change(gpu_layers=int(key)))
        flash = Choice(
            self._look, tr("Flash attention"), [("auto", tr("Automatic")), ("on", tr("On")), ("off", tr("Off"))]
        )
        flash.choose(self._presenter.settings.flash)
        flash.chosen.connect(lambda key: self._presenter.change(flash=key))
        cache = Choice(
            self._look,
            tr("Memory of the conversation"),
            [("auto", tr("Automatic")), ("f16", tr("16 bits")), ("q8_0", tr("8 bits"))],
        )
        cache.choose(self._presenter.settings.cache)
        cache.chosen.connect(lambda key: self._presenter.change(cache=key))
        return [
            self._row(
                tr("Context"),
                tr("In tokens of about three quarters of a word: what the model reads at once."),
                context,
            ),
            self._row(
                tr("Graphics card"), tr("As much of the model as fits goes there, tried before it is used."), card
            ),
            self._row(
                tr("Threads"),
                tr("Processor threads that the model may use. Automatic measures once for each model."),
                threads,
            ),
            self._row(
                tr("Reading step"),
                tr("How many tokens are read in one go. Automatic takes what was measured to be quickest."),
                batch,
            ),
            self._row(
                tr("Flash attention"), tr("A way to compute that needs less memory and is mostly quicker."), flash
            ),
            self._row(
                tr("Memory of the conversation"),
                tr("How exactly the model keeps what it has read. 8 bits need half the room."),
                cache,
            ),
            search_vectors(self._look, self._presenter),
            self.engine,
        ]

    def privacy(self, folder: str, open_folder: Callable[[], None], journal: QWidget) -> list[QWidget]:
        """Where everything is, and what leaves the computer."""
        button = SecondaryButton(self._look, tr("Open folder"), icon="folder-open")
        button.clicked.connect(lambda _checked=False: open_folder())
        return [
            SettingRow(
                self._look,
                tr("Nothing leaves this computer by itself"),
                tr(
                    "Lectern uses the network only for what you start: a download, a model of a server that you added, "
                    "or a search index that you keep elsewhere."
                ),
            ),
            SettingRow(
                self._look,
                tr("What left this computer"),
                tr("Each connection, with whom and what for. What was said is not kept here."),
                below=journal,
            ),
            SettingRow(
                self._look,
                tr("Download models from"),
                tr("The address of a mirror, for where the hub itself cannot be reached. Empty: the usual one."),
                MirrorField(self._look, self._presenter),
            ),
            SettingRow(self._look, tr("Your data"), folder, button),
            SettingRow(
                self._look,
                tr("What you delete is gone"),
                tr("Removed documents and chats leave Lectern's files too, with all that was made of them."),
            ),
        ]

    def shortcuts(self) -> list[QWidget]:
        """Keys and what they do."""
        return [
            self._row(act, "", Label(self._look, shown(keys), "ui", "secondary", align=Qt.AlignmentFlag.AlignRight))
            for _, rows in groups()
            for keys, act in rows
        ]

    def about(self, facts: list[tuple[str, str]]) -> list[QWidget]:
        """Version and parts."""
        return [SettingRow(self._look, name, fact) for name, fact in facts]

    def _row(self, name: str, about: str, control: QWidget) -> SettingRow:
        return SettingRow(self._look, name, about, control)

    def _switch(self, name: str, about: str, field: str) -> SettingRow:
        switch = Switch(self._look, name)
        switch.setChecked(bool(getattr(self._presenter.settings, field)))
        switch.toggled.connect(lambda on: self._presenter.change(**{field: on}))
        return self._row(name, about, switch)

    def _slider(
        self, name: str, field: str, lowest: int, highest: int, step: int, show: Callable[[int], str], *, scale: int = 1
    ) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        slider = Slider(self._look, name, lowest, highest, step=step)
        slider.setFixedWidth(self._look.theme.px(170))
        value = round(getattr(self._presenter.settings, field) * scale)
        slider.setValue(value)
        label = Label(self._look, show(value), "ui", tabular=True, align=Qt.AlignmentFlag.AlignRight)
        label.setMinimumWidth(self._look.theme.px(96))  # as wide for all, so that their sliders line up
        slider.valueChanged.connect(lambda now: label.setText(show(now)))
        slider.valueChanged.connect(lambda now: self._presenter.change(**{field: now if scale == 1 else now / scale}))
        self._presenter.changed.connect(lambda _, now: slider.setValue(round(getattr(now, field) * scale)))
        row.addWidget(slider)
        row.addWidget(label)
        return box
