"""See the words of a picture, Chinese and English, with the models that rapidocr ships; its only import."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Box = tuple[float, float, float, float]

#: Longest side, in pixels, of the copy that lines are looked for in; they are read from the picture itself. Finding at
#: 1,280 and reading at 150 dpi gave every word of printed reports that 2,000 gave, for two thirds of the time.
FIND_SIDE = 1280
#: A line is taken when its letters are this likely on average.
SURE = 0.5
#: Below this the lines look turned upside down and the other way is tried.
UPRIGHT = 0.85
#: Lines on which the way up is tried out.
TRIED = 4
#: Sides of a picture below which nothing can be read, in pixels.
SMALLEST = 12
#: Threads of one reader: a page is read by a few at once, and the window and the engine want some too.
MOST_THREADS = 4


class SeenLine(msgspec.Struct, frozen=True):
    """A line of text and where it stands, in pixels of the upright picture.

    Attributes:
        words: each word, or each character of a script without spaces, with its box.
    """

    text: str
    box: Box
    words: tuple[tuple[str, Box], ...]


class Seen(msgspec.Struct, frozen=True):
    """What was seen on a picture.

    Attributes:
        width, height: of the upright picture, in pixels.
        turns: by how many quarters the picture was turned against the clock to stand upright.
        lines: from top to bottom, as they were found.
    """

    width: int
    height: int
    turns: int
    lines: tuple[SeenLine, ...]


class Sight:
    """Knows the two models, loaded from files beside the library; fetches nothing."""

    def __init__(self) -> None:
        """Load the models.

        Raises:
            ImportError, OSError: the library or its models are not there.
        """
        _make_room()
        if sys.modules.get("numpy", self) is None:
            del sys.modules["numpy"]  # readers that do without it start faster; see reader_process
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        files = {"Det": models / "PP-OCRv6_det_small.onnx", "Rec": models / "PP-OCRv6_rec_small.onnx"}
        for file in files.values():
            if not file.is_file():  # without a path of its own the library would fetch it
                raise FileNotFoundError(file)
        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.use_preprocess_img": False,
                "Global.return_word_box": True,
                "Global.log_level": "error",
                "Det.limit_type": "max",
                "Det.limit_side_len": FIND_SIDE,
                "Rec.rec_batch_num": 1,  # several lines at once are padded to the longest: slower on a processor
                "EngineConfig.onnxruntime.intra_op_num_threads": threads(),
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                **{f"{part}.model_path": str(file) for part, file in files.items()},
            }
        )
        self._cut = importlib.import_module("rapidocr.utils.process_img").get_rotate_crop_image
        self._numpy: Any = importlib.import_module("numpy")
        importlib.import_module("cv2").setNumThreads(1)

    def see(self, picture: Any) -> Seen:
        """Find and read the lines of `picture`, an array of shape (height, width, 3) in the order blue, green, red."""
        height, width = picture.shape[:2]
        if min(height, width) < SMALLEST:
            return Seen(width, height, 0, ())
        found = self._engine(picture, use_det=True, use_cls=False, use_rec=False).boxes
        if found is None or not len(found):
            return Seen(width, height, 0, ())
        boxes = found.astype(self._numpy.float32)
        turns = 1 if _sideways(boxes) else 0
        picture, boxes = self._turned(picture, boxes, turns)
        if self._likely(picture, boxes) < UPRIGHT:
            over, under = self._turned(picture, boxes, 2)
            if self._likely(over, under) > self._likely(picture, boxes):
                picture, boxes, turns = over, under, turns + 2
        height, width = picture.shape[:2]
        return Seen(width, height, turns, tuple(self._lines(picture, boxes)))

    def _turned(self, picture: Any, boxes: Any, turns: int) -> tuple[Any, Any]:
        """Turn the picture and the boxes on it by quarters against the clock, corners in their order again."""
        for _ in range(turns % 4):
            width = picture.shape[1]
            picture = self._numpy.rot90(picture)
            boxes = self._numpy.stack((boxes[..., 1], width - boxes[..., 0]), axis=-1)
            boxes = self._numpy.roll(boxes, -1, axis=1)  # what was the right end's top is now the left end's
        return self._numpy.ascontiguousarray(picture), boxes

    def _likely(self, picture: Any, boxes: Any) -> float:
        """How sure the reading of the longest lines is, 0 to 1, a letter as much as any other."""
        longest = sorted(boxes, key=lambda box: -_length(box))[:TRIED]
        read = self._read([self._cut(picture, box.copy()) for box in longest])
        letters = sum(len(text) for text, _, _ in read)
        return sum(len(text) * score for text, score, _ in read) / letters if letters else 0.0

    def _read(self, strips: Sequence[Any]) -> list[tuple[str, float, Any]]:
        """Text, likelihood and places of the letters of each strip, empty where nothing was recognised."""
        found: list[tuple[str, float, Any]] = []
        for strip in strips:
            out = self._engine(strip, use_det=False, use_cls=False, use_rec=True)
            found.append((out.txts[0], float(out.scores[0]), out.word_results[0]) if out.txts else ("", 0.0, None))
        return found

    def _lines(self, picture: Any, boxes: Any) -> Iterator[SeenLine]:
        strips = [self._cut(picture, box.copy()) for box in boxes]
        kept = [index for index, strip in enumerate(strips) if min(strip.shape[:2]) > 2]
        for index, (text, score, parts) in zip(kept, self._read([strips[index] for index in kept]), strict=True):
            if text.strip() and score >= SURE:
                box = boxes[index]
                whole = (float(box[:, 0].min()), float(box[:, 1].min()), float(box[:, 0].max()), float(box[:, 1].max()))
                yield SeenLine(text.strip(), whole, tuple(_words(text.strip(), whole, box, parts)))


def threads() -> int:
    """How many threads one reader uses."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_THREADS, cores))


def _length(box: Any) -> float:
    return float(max(abs(box[1] - box[0]).max(), abs(box[3] - box[0]).max()))


def _sideways(boxes: Any) -> bool:
    """Whether most of what was found runs up or down the picture."""
    tall = wide = 0.0
    for box in boxes:
        across, down = float(abs(box[1] - box[0]).max()), float(abs(box[3] - box[0]).max())
        if down > 1.5 * across:
            tall += down
        elif across > 1.5 * down:
            wide += across
    return tall > 2 * wide


def _words(text: str, whole: Box, box: Any, parts: Any) -> Iterator[tuple[str, Box]]:
    """Place the words of a line by the columns in which their letters were recognised; the line may be aslant."""
    left, top, right, bottom = whole
    columns = float(getattr(parts, "line_txt_len", 0) or 0)
    if bottom - top > 1.5 * (right - left) or columns <= 0:
        yield text, whole
        return
    step = 1.0 / columns
    letter = min(1.0 / max(len(text), 1), 4 * step)
    for word, places, kind in zip(parts.words, parts.word_cols, parts.word_types, strict=True):
        runs = [(word, places)]
        if kind.value == "cn":
            runs = [([char], [place]) for char, place in zip(word, places, strict=True)]
        for run, at in runs:
            first = min(max((at[0] + 0.5) * step - letter / 2, 0.0), 1.0)
            last = min(max((at[-1] + 0.5) * step + letter / 2, first), 1.0)
            corners = [box[0] + (box[1] - box[0]) * share for share in (first, last)]
            corners += [box[3] + (box[2] - box[3]) * share for share in (first, last)]
            across = [float(corner[0]) for corner in corners]
            down = [float(corner[1]) for corner in corners]
            yield "".join(run), (min(across), min(down), max(across), max(down))


def _make_room() -> None:
    """Raise what this process may use to what its parent allows a reader of pictures."""
    if os.name != "posix":
        return
    import resource

    for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        most = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most, most))
