"""The real engine in its process: killed, stopped, starved, cancelled and left alone."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil
import pytest

from desktop.domain.model import ChatMessage, Sampling
from desktop.engine.catalog import starter_model
from desktop.engine.client import LocalEngine, Timeouts
from desktop.engine.gguf import read_header
from desktop.engine.protocol import Done, Generate, Token
from desktop.errors import (
    Cancelled,
    CannotRead,
    FileMissing,
    LecternError,
    ModelLoadFailed,
    ModelTooLarge,
    ModelUnknown,
    NotAModel,
    OutOfMemory,
    ProcessHung,
    ProcessStopped,
    ProcessStoppedAgain,
)
from desktop.worker.cancel import Cancel
from desktop.worker.outcome import Outcome
from tests.fakes import wait_until
from tests.gbnf import ENDLESS
from tests.tiny_gguf import llama

pytestmark = pytest.mark.process

DEATHS = [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT]
GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)
SHORT = Generate((ChatMessage("user", "Count from one to a hundred in words."),), sampling=GREEDY, grammar=ENDLESS)
LONG = Generate((ChatMessage("user", "The cat sat on the mat and the dog lay by the log. " * 500),), sampling=GREEDY)


@pytest.fixture
def ends() -> list[Outcome]:
    return []


@pytest.fixture
def engine(ends: list[Outcome]) -> Iterator[LocalEngine]:
    made = LocalEngine(starter_model(), on_end=ends.append)
    yield made
    made.close()


def send(engine: LocalEngine, number: signal.Signals) -> None:
    assert engine.pid is not None
    os.kill(engine.pid, number)


def works(engine: LocalEngine) -> bool:
    few = Generate(SHORT.messages, sampling=GREEDY, max_tokens=3)
    return any(isinstance(reply, Token) and reply.text for reply in engine.generate(few, Cancel()))


def loading(engine: LocalEngine, then: Callable[[], None], cancel: Cancel | None = None) -> None:
    """Load; `then` is done once part of the weights is read."""
    done = False
    for progress in engine.ensure(cancel or Cancel()):
        if progress.done > 0 and not done:
            done = True
            then()


def until_token(
    engine: LocalEngine, request: Generate, count: int, then: Callable[[], None], came: list[str] | None = None
) -> str:
    """Return the text that came, also kept piece by piece in `came`; `then` is done after `count` tokens."""
    texts = [] if came is None else came
    for number, reply in enumerate(engine.generate(request, Cancel()), 1):
        if isinstance(reply, Token):
            texts.append(reply.text)
        if number == count:
            then()
    return "".join(texts)


@contextlib.contextmanager
def once_reading(engine: LocalEngine, act: Callable[[], None]) -> Iterator[None]:
    """Do something as soon as the process is at work on the prompt that the block gives it."""
    process = psutil.Process(engine.pid)

    def used() -> float:
        times = process.cpu_times()
        return float(times.user + times.system)

    def wait() -> None:
        assert wait_until(lambda: used() > before + 0.2)
        act()

    before, thread = used(), threading.Thread(target=wait)
    thread.start()
    try:
        yield
    finally:
        thread.join()


@pytest.mark.parametrize("number", DEATHS)
def test_death_while_loading(number: signal.Signals) -> None:
    with_delay = LocalEngine(starter_model(), service="tests.process.engines:open_slow")
    try:
        with pytest.raises(ModelLoadFailed, match="SmolLM2") as told:
            loading(with_delay, lambda: send(with_delay, number))
        assert "process stopped" in told.value.message
        assert with_delay.context == 0
        assert with_delay.pid is None
    finally:
        with_delay.close()


@pytest.mark.parametrize("number", DEATHS)
def test_death_while_reading_the_prompt(engine: LocalEngine, ends: list[Outcome], number: signal.Signals) -> None:
    list(engine.ensure(Cancel()))
    with once_reading(engine, lambda: send(engine, number)), pytest.raises(ProcessStopped):
        list(engine.generate(LONG, Cancel()))
    assert works(engine)
    assert [end.exitcode for end in ends] == [-number]


@pytest.mark.parametrize("number", DEATHS)
def test_death_in_the_answer(engine: LocalEngine, ends: list[Outcome], number: signal.Signals) -> None:
    few = msgspec.structs.replace(SHORT, max_tokens=12)
    whole = until_token(engine, few, 1, lambda: None)
    came: list[str] = []
    with pytest.raises(ProcessStopped) as told:
        until_token(engine, SHORT, 6, lambda: send(engine, number), came)
    text = "".join(came)[: len(whole)]
    assert text
    assert whole.startswith(text)
    assert told.value.hint
    assert works(engine)
    assert [end.exitcode for end in ends] == [-number]


def test_a_process_that_was_ended_while_it_waited_is_no_death_of_the_question(
    engine: LocalEngine, ends: list[Outcome]
) -> None:
    """It is stopped first, so that its end is seen only after the question was sent."""
    assert works(engine)
    (templates,) = spawned(psutil.Process(engine.pid))
    templates.suspend()
    threading.Timer(0.3, templates.kill).start()
    assert works(engine)
    assert not ends
    send(engine, signal.SIGSTOP)
    threading.Timer(0.3, functools.partial(send, engine, signal.SIGKILL)).start()
    assert works(engine)
    assert [end.exitcode for end in ends] == [-signal.SIGKILL]


def spawned(process: psutil.Process) -> list[psutil.Process]:
    """The children of a process that serve it."""
    return [child for child in process.children() if "spawn_main" in " ".join(child.cmdline())]


def test_second_death_on_the_same_input_offers_another_way(tmp_path: Path) -> None:
    """As in a turn, where the prompt is counted before each try, and also after a new start."""
    for kind in (ProcessStopped, ProcessStoppedAgain):
        engine = LocalEngine(starter_model(), context=1024, notes=tmp_path / "engine.json")
        try:
            assert engine.count(SHORT.messages) > 0
            with pytest.raises(kind) as told:
                until_token(engine, SHORT, 2, functools.partial(send, engine, signal.SIGSEGV))
            assert type(told.value) is kind
        finally:
            engine.close()
    assert "context" in told.value.hint
    assert told.value.values["gpu_layers"] == "0"


def test_hang_while_loading_is_ended() -> None:
    slow = LocalEngine(
        starter_model(), service="tests.process.engines:open_slow", timeouts=Timeouts(load=1.5, reply=60)
    )
    try:
        with pytest.raises(ProcessHung):
            loading(slow, lambda: send(slow, signal.SIGSTOP))
        assert slow.pid is None
    finally:
        slow.close()


def test_hang_in_the_answer_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = LocalEngine(starter_model(), timeouts=Timeouts(load=300, reply=3))
    try:
        with pytest.raises(ProcessHung):
            until_token(engine, SHORT, 2, lambda: send(engine, signal.SIGSTOP))
        assert engine.pid is None
        monkeypatch.setattr(engine, "_timeouts", Timeouts())  # a busy machine may need more to answer
        assert works(engine)
    finally:
        engine.close()


def test_stop_works_on_a_process_that_hangs(engine: LocalEngine) -> None:
    list(engine.ensure(Cancel()))
    cancel = Cancel()
    replies = engine.generate(SHORT, cancel)
    next(replies)
    send(engine, signal.SIGSTOP)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(replies)
    assert engine.pid is None
    assert works(engine)


def test_close_ends_a_process_that_hangs(engine: LocalEngine) -> None:
    list(engine.ensure(Cancel()))
    pid = engine.pid
    assert pid is not None
    send(engine, signal.SIGSTOP)
    engine.close()
    assert not psutil.pid_exists(pid)


@pytest.mark.usefixtures("patient")
def test_cancel_breaks_off_a_batch_of_the_prompt(engine: LocalEngine) -> None:
    """A process that does not heed is killed in the end, so one that lives has heeded."""
    list(engine.ensure(Cancel()))
    pid = engine.pid
    for seconds in (0.05, 0.4, 1.0):
        cancel = Cancel()
        threading.Timer(seconds, cancel.cancel).start()
        with pytest.raises(Cancelled):
            list(engine.generate(msgspec.structs.replace(LONG, grammar=ENDLESS), cancel))
    assert engine.pid == pid
    assert works(engine)


@pytest.mark.usefixtures("patient")
def test_cancel_in_the_answer_keeps_the_process(engine: LocalEngine) -> None:
    cancel = Cancel()
    replies = engine.generate(SHORT, cancel)
    next(replies)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(replies)
    pid = engine.pid
    assert pid is not None
    assert works(engine)
    assert engine.pid == pid


def test_cancel_while_loading() -> None:
    slow = LocalEngine(starter_model(), service="tests.process.engines:open_slow")
    cancel = Cancel()
    try:
        with pytest.raises(Cancelled):
            loading(slow, cancel.cancel, cancel)
        assert slow.context == 0
        assert works(slow)
    finally:
        slow.close()


def test_cancel_while_waiting_for_another_reply(engine: LocalEngine) -> None:
    first = engine.generate(SHORT, Cancel())
    next(first)
    told: list[type] = []
    cancel = Cancel()

    def second() -> None:
        try:
            list(engine.generate(SHORT, cancel))
        except LecternError as error:
            told.append(type(error))

    waiting = threading.Thread(target=second)
    waiting.start()
    cancel.cancel()
    waiting.join(60)
    assert told == [Cancelled]
    assert isinstance(next(first), Token)
    first.close()  # type: ignore[attr-defined]


def test_unload_ends_the_process_and_the_next_request_loads_again(engine: LocalEngine) -> None:
    assert works(engine)
    pid = engine.pid
    assert pid is not None
    engine.unload()
    assert engine.context == 0
    assert not psutil.pid_exists(pid)
    assert works(engine)


def test_unload_in_the_answer_says_so_and_is_no_death(tmp_path: Path) -> None:
    engine = LocalEngine(starter_model(), context=1024, notes=tmp_path / "engine.json")
    with contextlib.closing(engine):
        for _ in range(2):
            replies = engine.generate(SHORT, Cancel())
            assert isinstance(next(replies), Token)
            engine.unload()
            with pytest.raises(ProcessStopped, match="told to end") as told:
                list(replies)
            assert type(told.value) is ProcessStopped
        assert works(engine)


def test_choosing_another_context_loads_again(engine: LocalEngine) -> None:
    assert works(engine)
    engine.choose(starter_model(), context=1024)
    assert works(engine)
    assert engine.context == 1024
    engine.choose(None)
    with pytest.raises(ModelUnknown):
        works(engine)


@pytest.mark.parametrize("tokens", [1, 2, 8])
def test_context_that_is_too_short_for_anything(engine: LocalEngine, tokens: int) -> None:
    engine.choose(starter_model(), context=tokens)
    assert works(engine)
    assert engine.context == 256
    engine.choose(starter_model())
    engine.prefer(batch=1)
    assert works(engine)


def test_nothing_is_left_after_kill_9_of_the_parent() -> None:
    script = (
        "import time\n"
        "from desktop.engine.catalog import starter_model\n"
        "from desktop.engine.client import LocalEngine\n"
        "from desktop.worker.cancel import Cancel\n"
        "from tests.process.test_engine import SHORT\n"
        "if __name__ == '__main__':\n"
        "    engine = LocalEngine(starter_model())\n"
        "    for number, _ in enumerate(engine.generate(SHORT, Cancel())):\n"
        "        if number == 2:\n"
        "            print('writing', flush=True)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        assert parent.stdout.readline() == "writing\n"
        children = psutil.Process(parent.pid).children(recursive=True)
        assert len(children) >= 2, "the engine and its template process"
        parent.kill()
        parent.wait()
    assert wait_until(lambda: not any(alive(child) for child in children), 30)


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_file_that_is_no_model(tmp_path: Path) -> None:
    whole = Path(starter_model().path).read_bytes()
    file = tmp_path / "model.gguf"
    good = starter_model()
    for content, words in (
        (b"These are words.", "does not begin"),
        (b"", "empty"),
        (whole[: len(whole) // 2], "cut off"),
        (whole[:5000], "cut off in its header"),
    ):
        shutil.copy(good.path, file)
        info = read_header(file)
        engine = LocalEngine(info)
        file.write_bytes(content)
        with pytest.raises(NotAModel, match=words):
            works(engine)
        assert engine.pid is None, "no process ever saw the file"
        engine.close()


def test_file_that_vanishes_changes_or_shrinks(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    shutil.copy(starter_model().path, file)
    engine = LocalEngine(read_header(file))
    try:
        assert works(engine)
        first = engine.pid
        os.utime(file, (1, 1))
        assert works(engine)
        assert engine.pid == first, "loaded again by the same process"
        with file.open("r+b") as out:
            out.truncate(30_000_000)
        with pytest.raises(NotAModel, match="cut off"):
            works(engine)
        file.unlink()
        with pytest.raises(FileMissing, match=r"model\.gguf"):
            works(engine)
    finally:
        engine.close()


def test_file_cut_off_while_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    shutil.copy(starter_model().path, file)
    engine = LocalEngine(read_header(file))
    try:
        list(engine.ensure(Cancel()))
        with once_reading(engine, lambda: os.truncate(file, 2_000_000)), pytest.raises(ProcessStopped) as told:
            until_token(engine, LONG, 1, lambda: None)
        assert "changed or vanished" in told.value.message
        with pytest.raises(NotAModel):
            works(engine)
    finally:
        engine.close()


def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    file = folder / "model.gguf"
    shutil.copy(starter_model().path, file)
    engine = LocalEngine(read_header(file))
    shutil.rmtree(folder)
    folder.write_text("a file where the folder was")
    with pytest.raises((FileMissing, CannotRead)):
        works(engine)
    engine.close()


def test_too_little_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    poor = LocalEngine(starter_model(), context=8192, service="tests.process.engines:open_poor")
    try:
        with pytest.raises(OutOfMemory):
            works(poor)
    finally:
        poor.close()
    monkeypatch.setattr("desktop.engine.fit.free_memory", lambda: 200_000_000)
    engine = LocalEngine(starter_model(), context=8192)
    with pytest.raises(ModelTooLarge, match="needs about"):
        works(engine)
    assert engine.pid is None
    engine.close()


def test_a_thread_without_room_for_its_variables_is_told_as_lack_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: list[Outcome]
) -> None:
    """glibc then ends the whole process with code 127 and no signal."""
    library = tmp_path / "cramped.so"
    code = b"static __thread char room[1 << 30]; void touch(void) { room[0] = 1; }"
    subprocess.run(["gcc", "-shared", "-fPIC", "-xc", "-", "-o", library], input=code, check=True)
    monkeypatch.setenv("LECTERN_TEST_CRAMPED", str(library))
    cramped = LocalEngine(
        read_header(llama(tmp_path / "tiny.gguf")), service="tests.process.engines:open_cramped", on_end=ends.append
    )
    try:
        with pytest.raises(OutOfMemory, match=r"^The model process ran out of memory\."):
            list(cramped.generate(SHORT, Cancel()))
    finally:
        cramped.close()
    assert [end.exitcode for end in ends][:1] == [127]


def test_usage_is_plausible(engine: LocalEngine) -> None:
    began = time.monotonic()
    done = list(engine.generate(Generate(SHORT.messages, sampling=GREEDY, max_tokens=10), Cancel()))[-1]
    seconds = time.monotonic() - began
    assert isinstance(done, Done)
    assert 0 < done.usage.first_token_s < seconds
    assert 9 / seconds < done.usage.tokens_per_s
