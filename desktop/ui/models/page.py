"""The Models page: a card about this computer, then a row a model with its size, its fit and one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.engine.fit import shown_size
from desktop.ui.buttons import GhostButton, SecondaryButton
from desktop.ui.cards import Card, Column, Hairline, PageHeader, Surface
from desktop.ui.fields import SearchField
from desktop.ui.indicators import IconMark, StatusWords, Tag
from desktop.ui.labels import Label
from desktop.ui.phrases import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.model import ModelInfo
    from desktop.engine.fit import Fit
    from desktop.ui.models.presenter import Entry, ModelsPresenter
    from desktop.ui.theme import Appearance
    from desktop.ui.tokens import Tone

#: English words in a token, on average: 0.75 is the usual figure of OpenAI's tokenizer notes for English prose.
WORDS_A_TOKEN = 0.75


class ModelsPage(Surface):
    """Lays out what the presenter knows."""

    def __init__(
        self,
        look: Appearance,
        presenter: ModelsPresenter,
        *,
        pick_model: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Make it; `pick_model` asks for a .gguf file and returns "" when none was chosen."""
        super().__init__(look, "base", parent)
        self._presenter = presenter
        theme = look.theme
        self.header = PageHeader(look, self.tr("Models"), big=True)
        self.search = SearchField(look, self.tr("Search models"), placeholder=self.tr("Search models"))
        self.search.setFixedWidth(theme.px(240))
        self.search.textChanged.connect(presenter.search)
        self.add = SecondaryButton(look, self.tr("Add a model file"), icon="folder")
        self.add.clicked.connect(lambda: self._add(pick_model()))
        self.header.add_action(self.search)
        self.header.add_action(self.add)
        self._column = Column(look, theme.tokens.size.models_column)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._column, 1)
        self.rows: list[QWidget] = []
        self._body: QWidget | None = None
        presenter.changed.connect(self.refresh)
        look.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the models of the moment."""
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        theme = self.look.theme
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._machine_card())
        body.addSpacing(theme.space(9))
        entries = self._presenter.shown()
        heads = QHBoxLayout()
        heads.addWidget(Label(self.look, self.tr("On this computer"), "heading"))
        heads.addStretch(1)
        total = shown_size(sum(entry.model.size for entry in entries))
        count = self.tr("{size} in {count} models").format(size=total, count=len(entries))
        if len(entries) == 1:
            count = self.tr("{size} in 1 model").format(size=total)
        heads.addWidget(Label(self.look, count, "caption", "secondary"))
        body.addLayout(heads)
        body.addSpacing(theme.space(4))
        body.addWidget(Hairline(self.look))
        self.rows = [self._row(entry) for entry in entries]
        for row in self.rows:
            body.addWidget(row)
        if not entries:
            body.addSpacing(theme.space(6))
            body.addWidget(Label(self.look, self.tr("No model has these words in its name."), "ui", "secondary"))
        body.addStretch(1)
        self._column.content.addWidget(self._body)

    def _machine_card(self) -> Card:
        theme = self.look.theme
        found = self._presenter.machine
        card = Card(self.look, fill="sunken", radius=12)
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.space(8), theme.space(7), theme.space(8), theme.space(7))
        row.setSpacing(theme.space(8))
        row.addWidget(IconMark(self.look, "cpu", "secondary", theme.tokens.icon.feature))
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        most = shown_size(int(found.free * 0.8))
        headline = self.tr("This computer can run models up to about {size}.").format(size=most)
        words.addWidget(Label(self.look, headline, "bodyStrong", wrap=True))
        facts = self.tr("{memory} of memory, {free} free.  {cores} cores.  {disk} of disk free.").format(
            memory=shown_size(found.memory), free=shown_size(found.free), cores=found.cores, disk=shown_size(found.disk)
        )
        words.addWidget(Label(self.look, facts, "ui", "secondary", wrap=True))
        row.addLayout(words, 1)
        return card

    def _row(self, entry: Entry) -> QWidget:
        theme = self.look.theme
        model = entry.model
        current = self._presenter.current
        used = current is not None and current.path == model.path
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.space(5), 0, theme.space(5))
        row.setSpacing(theme.space(9))
        words = QVBoxLayout()
        words.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(theme.space(4))
        first.addWidget(Label(self.look, model.name, "bodyStrong", elide="end"))
        if used:
            first.addWidget(Tag(self.look, self.tr("In use"), "ok"))
        first.addStretch(1)
        words.addLayout(first)
        words.addWidget(Label(self.look, self._about(model, entry.fit), "ui", "secondary", elide="end"))
        row.addLayout(words, 1)
        row.addWidget(Label(self.look, shown_size(model.size), "ui", "secondary", tabular=True))
        row.addWidget(self._fit_words(entry.fit))
        act: QWidget
        if used and self._presenter.loaded:
            button = GhostButton(self.look, self.tr("Unload"))
            button.clicked.connect(self._presenter.unload)
            act = button
        elif used:
            act = Label(self.look, self.tr("Loads with the next question"), "caption", "secondary")
        else:
            use = SecondaryButton(self.look, self.tr("Use"))
            use.setAccessibleName(self.tr("Use {model}").format(model=model.name))
            use.clicked.connect(lambda: self._presenter.use(model))
            act = use
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addWidget(act)
        room = QWidget()
        room.setLayout(holder)
        holder.setContentsMargins(0, 0, 0, 0)
        room.setMinimumWidth(theme.px(168))
        row.addWidget(room)
        column.addLayout(row)
        column.addWidget(Hairline(self.look))
        return box

    def _fit_words(self, found: Fit) -> StatusWords:
        shown: dict[str, tuple[str, Tone, str]] = {
            "Fits": (self.tr("Fits"), "ok", "check-circle"),
            "May be slow": (self.tr("May be slow"), "warn", "gauge"),
            "Won't fit": (self.tr("Won't fit"), "error", "x-circle"),
        }
        text, tone, icon = shown[found.label]
        words = StatusWords(self.look, text, tone, icon, strong=True)
        words.setMinimumWidth(self.look.theme.px(104))
        parts = self.tr(
            "{weights} for the model, {cache} for {context} tokens of context, {compute} to compute; {free} are free."
        )
        words.setToolTip(
            parts.format(
                weights=shown_size(found.weights),
                cache=shown_size(found.cache),
                context=f"{found.context:,}",
                compute=shown_size(found.compute),
                free=shown_size(found.free),
            )
        )
        return words

    def _about(self, model: ModelInfo, found: Fit) -> str:
        size = model.parameters
        weights = f"{size / 1e9:.1f} B" if size >= 1e9 else f"{size / 1e6:.0f} M"
        reads = f"{round(found.context * WORDS_A_TOKEN, -2):,.0f}"
        text = self.tr("{weights} weights, {kind}. Reads about {words} words at once.").format(
            weights=weights, kind=model.quantisation, words=reads
        )
        return joined((self.tr("Comes with Lectern."), text)) if model.starter else text

    def _add(self, path: str) -> None:
        if path:
            self._presenter.add_file(path)
