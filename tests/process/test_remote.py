"""Models behind a server: thoughts, options, keys, and each fault of a server that cuts, hangs, refuses and lies."""

from __future__ import annotations

import base64
import contextlib
import datetime
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desktop import journal
from desktop.chat.fold import fold, start
from desktop.chat.turn import turn
from desktop.domain.adapter import AdapterUse
from desktop.domain.endpoint import Endpoint
from desktop.domain.events import Answer, Thinking
from desktop.domain.model import ChatMessage, Sampling
from desktop.engine.protocol import Done, Generate, Token
from desktop.engine.remote import RemoteEngine
from desktop.engine.remote_protocol import Patience
from desktop.errors import (
    AdapterUnfit,
    Cancelled,
    ContextFull,
    KeyExposed,
    KeyUnusable,
    LecternError,
    NotAnEndpoint,
    ProcessStopped,
    RemoteBusy,
    RemoteCut,
    RemoteFailed,
    RemoteKeyMissing,
    RemoteKeyRefused,
    RemoteModelMissing,
    RemoteRedirected,
    RemoteSilent,
    RemoteUnreachable,
    RemoteUntrusted,
)
from desktop.keys import Key, Keys
from desktop.reasoning.effort import plan
from desktop.reasoning.think import UsageEvent, generate_with_thought
from desktop.worker.cancel import Cancel
from tests.fakes import wait_until
from tests.keyring_fake import MemoryKeyring, with_keyring
from tests.process.model_server import KEY, ModelServer, serving
from tests.unit.chat.library import FakeRetriever

pytestmark = pytest.mark.process

ASK = Generate((ChatMessage("user", "Count from one to five."),), sampling=Sampling(temperature=0.0))
QUICK = Patience(waits=(0.05, 0.05), longest=2.0, connect=10.0, silent=3.0)
WHOLE = "One, two, three, four, five."


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving() as running:
        yield running


@pytest.fixture
def keyring() -> Iterator[MemoryKeyring]:
    with with_keyring() as made:
        yield made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RemoteEngine, Path]]:
    """One process for most tests: it takes seconds to start on a busy machine."""
    file = tmp_path_factory.mktemp("remote") / "journal.jsonl"
    made = RemoteEngine(None, Keys(), journal=file, patience=QUICK)
    yield made, file
    made.close()


@pytest.fixture
def journal_file(shared: tuple[RemoteEngine, Path]) -> Path:
    journal.clear(shared[1])
    return shared[1]


@pytest.fixture
def engine(
    shared: tuple[RemoteEngine, Path], server: ModelServer, keyring: MemoryKeyring, journal_file: Path
) -> RemoteEngine:
    shared[0].choose(Endpoint("office", server.url, "big"))
    return shared[0]


def said(engine: RemoteEngine, request: Generate = ASK, cancel: Cancel | None = None) -> tuple[str, Done]:
    replies = list(engine.generate(request, cancel or Cancel()))
    done = replies[-1]
    assert isinstance(done, Done)
    return "".join(reply.text for reply in replies if isinstance(reply, Token)), done


def thought_and_answer(engine: RemoteEngine, budget: int = 0) -> tuple[str, str, UsageEvent]:
    assert engine.model is not None
    events = list(generate_with_thought(engine, ASK, plan(engine.model, "on", budget), Cancel()))
    last = events[-1]
    assert isinstance(last, UsageEvent)
    thought = "".join(event.text for event in events if isinstance(event, Thinking))
    return thought, "".join(event.text for event in events if isinstance(event, Answer)), last


@contextlib.contextmanager
def once(event: Callable[[], bool], act: Callable[[], None]) -> Iterator[None]:
    """Do something as soon as an event came, while the block waits for what follows from it."""

    def wait() -> None:
        assert event()
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def certificate_of_nobody(folder: Path) -> Path:
    """Write a key and a certificate for localhost that only vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "nobody.pem"
    file.write_bytes(private + made.public_bytes(pem))
    return file


def test_words_come_as_they_are_written(engine: RemoteEngine, server: ModelServer) -> None:
    text, done = said(engine)
    assert text == WHOLE
    assert (done.reason, done.usage.prompt_tokens, done.usage.answer_tokens) == ("stop", 7, 5)
    assert engine.context == 4096, "as the list of models says"
    assert engine.model is not None
    assert (engine.model.name, engine.model.small, engine.model.leaves) == ("big@office", False, False)


def test_server_is_told_what_was_asked_and_nothing_else(engine: RemoteEngine, server: ModelServer) -> None:
    said(engine, msgspec.structs.replace(ASK, max_tokens=3, stop=("\n",), template_options={"enable_thinking": False}))
    body, heads = server.bodies[-1], server.heads[-1]
    assert (body["model"], body["max_tokens"], body["stop"], body["temperature"]) == ("big", 3, ["\n"], 0.0)
    assert body["messages"] == [{"role": "user", "content": "Count from one to five."}]
    assert body["chat_template_kwargs"] == {"enable_thinking": False}
    assert not [name for name in heads if name.lower().startswith("x-stainless")]
    assert "Authorization" not in heads
    assert heads["User-Agent"].startswith("Lectern/")


def test_pictures_go_as_addresses_of_their_bytes(engine: RemoteEngine, server: ModelServer) -> None:
    jpeg = b"\xff\xd8 a picture"
    asked = ChatMessage("user", "What is it?", (jpeg,))
    said(engine, msgspec.structs.replace(ASK, messages=(ChatMessage("system", "Be brief."), asked)))
    before, last = server.bodies[-1]["messages"]
    assert before == {"role": "system", "content": "Be brief."}
    picture, words = last["content"]
    assert words == {"type": "text", "text": "What is it?"}
    kind, _, data = picture["image_url"]["url"].partition(",")
    assert (picture["type"], kind) == ("image_url", "data:image/jpeg;base64")
    assert base64.b64decode(data) == jpeg


def test_documents_are_answered_and_proved_by_a_model_of_a_server(engine: RemoteEngine, server: ModelServer) -> None:
    server.words = ["The Linden Street site", " employs 214 people [1].", " It was founded in 1803 [1]."]
    message = start()
    for event in turn(
        (),
        "How many people does the Linden Street site employ?",
        engine=engine,
        retriever=FakeRetriever(),
        cancel=Cancel(),
    ):
        message = fold(message, event)
    assert (message.status, message.kind, message.model) == ("complete", "generated", "big@office")
    assert "The Linden Street site employs 214 people" in message.text
    first, second = message.citations
    assert (first.state, first.quote) == ("verified", "The Linden Street site employs 214 people.")
    assert (second.state, second.quote) == ("missing", "It was founded in 1803.")
    sent = str(server.bodies[-1]["messages"])
    assert "The site manager is Dana Whitfield." in sent, "the passages go along"


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_thought_is_told_apart(engine: RemoteEngine, server: ModelServer, name: str) -> None:
    server.thoughts, server.thought_name = ["First one,", " then two."], name
    thought, answer, last = thought_and_answer(engine)
    assert (thought, answer) == ("First one, then two.", WHOLE)
    assert server.bodies[-1]["chat_template_kwargs"] == {"enable_thinking": True, "reasoning_effort": "high"}
    assert server.bodies[-1]["reasoning_effort"] == "high"
    assert (last.usage.thinking_tokens, last.usage.answer_tokens) == (2, 5)


def test_thought_in_tags_is_told_apart(engine: RemoteEngine, server: ModelServer) -> None:
    server.words = ["<thi", "nk>Let me", " see.</th", "ink>\n\n", "Five."]
    assert thought_and_answer(engine)[:2] == ("Let me see.", "Five.")


def test_thought_beyond_its_budget_is_ended_and_answered(engine: RemoteEngine, server: ModelServer) -> None:
    server.thoughts = ["hm "] * 40
    thought, answer, last = thought_and_answer(engine, 8)
    assert thought.startswith("hm hm")
    assert last.usage.thinking_tokens < 80
    assert answer == WHOLE
    again = server.bodies[-1]
    assert [message["role"] for message in again["messages"]] == ["user", "assistant", "user"]
    assert again["chat_template_kwargs"]["enable_thinking"] is False


def test_parameters_that_a_server_refuses_are_left_out(engine: RemoteEngine, server: ModelServer) -> None:
    server.faults = ["strict"]
    assert said(engine)[0] == WHOLE
    assert said(engine)[0] == WHOLE
    assert ["stream_options" in body for body in server.bodies] == [True, False, False]


def test_newer_name_of_the_most_tokens_is_used_where_it_is_wanted(engine: RemoteEngine, server: ModelServer) -> None:
    server.faults = ["newer"]
    short = msgspec.structs.replace(ASK, max_tokens=2)
    assert said(engine, short)[0] == said(engine, short)[0] == "One, two"
    names = [sorted(name for name in body if name.startswith("max_")) for body in server.bodies]
    assert names == [["max_tokens"], ["max_completion_tokens"], ["max_completion_tokens"]]


def test_answer_in_parts_is_told_apart(engine: RemoteEngine, server: ModelServer) -> None:
    """As Mistral's own servers write it."""
    server.words = [[{"type": "thinking", "thinking": [{"type": "text", "text": "Let me see."}]}], "Fi", ["ve."]]
    assert thought_and_answer(engine)[:2] == ("Let me see.", "Five.")


def test_character_that_a_server_cuts_in_two_is_whole(engine: RemoteEngine, server: ModelServer) -> None:
    server.words = ["A \ud83d", "\ude00", " \ud83d", "x"]
    assert said(engine)[0] == "A \U0001f600 \ufffdx"


def test_adapter_is_refused_before_anything_leaves(engine: RemoteEngine, server: ModelServer) -> None:
    with pytest.raises(AdapterUnfit, match="on this computer only"):
        said(engine, msgspec.structs.replace(ASK, adapters=(AdapterUse("/models/a.gguf", 1.0),)))
    assert not server.bodies
    assert said(engine, msgspec.structs.replace(ASK, adapters=(AdapterUse("/models/a.gguf", 0.0),)))[0] == WHOLE


# Faults ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("cut", RemoteCut),
        ("end", RemoteCut),
        ("garbage", NotAnEndpoint),
        ("told", RemoteFailed),
        ("silent", RemoteSilent),
        ("hang", RemoteSilent),
        ("page", NotAnEndpoint),
        ("filter", RemoteFailed),
        ("401", RemoteKeyMissing),
        ("403", RemoteKeyMissing),
        ("404", RemoteModelMissing),
        ("429", RemoteBusy),
        ("500", RemoteFailed),
        ("503", RemoteBusy),
        ("long", ContextFull),
        ("elsewhere", RemoteRedirected),
    ],
)
def test_each_fault_has_its_sentence(
    engine: RemoteEngine, server: ModelServer, journal_file: Path, fault: str, kind: type[LecternError]
) -> None:
    server.faults, server.elsewhere = [fault], "https://elsewhere.example/v1"
    came: list[str] = []
    with pytest.raises(kind) as told:
        came.extend(reply.text for reply in engine.generate(ASK, Cancel()) if isinstance(reply, Token))
    assert type(told.value) is kind
    assert "{" not in str(told.value)
    assert told.value.hint
    assert "".join(came) == ("One, two" if fault in {"cut", "end", "garbage", "told", "hang", "filter"} else "")
    assert journal.read(journal_file)[0].failed
    server.faults = [""]
    assert said(engine)[0] == WHOLE, "it works on afterwards"


def test_busy_server_is_asked_again(engine: RemoteEngine, server: ModelServer) -> None:
    server.faults = ["429", "503", ""]
    assert said(engine)[0] == WHOLE
    assert len(server.bodies) == 3


def test_server_that_asks_to_wait_long_is_believed(engine: RemoteEngine, server: ModelServer) -> None:
    server.faults, server.retry_after = ["429"], "600"
    with pytest.raises(RemoteBusy) as told:
        said(engine)
    assert "600 s" in told.value.hint
    assert len(server.bodies) == 1


def test_nobody_listens(keyring: MemoryKeyring) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/v1"
        engine = RemoteEngine(Endpoint("office", url, "big"), Keys(), patience=QUICK)
        with pytest.raises(RemoteUnreachable, match="nobody listens"):
            list(engine.ensure(Cancel()))
        engine.close()


def test_https_to_a_server_that_speaks_http(server: ModelServer, keyring: MemoryKeyring) -> None:
    engine = RemoteEngine(Endpoint("office", server.url.replace("http", "https"), "big"), Keys(), patience=QUICK)
    with pytest.raises(RemoteUntrusted, match="http"):
        list(engine.ensure(Cancel()))
    engine.close()


def test_certificate_of_nobody(keyring: MemoryKeyring, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate_of_nobody(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            while listening.fileno() >= 0:
                try:
                    caller, _ = listening.accept()
                    with context.wrap_socket(caller, server_side=True):
                        pass
                except OSError:
                    pass

        threading.Thread(target=greet, daemon=True).start()
        url = f"https://localhost:{listening.getsockname()[1]}/v1"
        engine = RemoteEngine(Endpoint("office", url, "big"), Keys(), patience=QUICK)
        with pytest.raises(RemoteUntrusted, match="cannot prove who it is"):
            list(engine.ensure(Cancel()))
        engine.close()
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("models", ["<html>Router</html>", {"hello": "world"}, [1, 2]])
def test_what_answers_is_no_model_server(engine: RemoteEngine, server: ModelServer, models: object) -> None:
    server.models = models
    with pytest.raises(NotAnEndpoint):
        list(engine.ensure(Cancel()))


def test_server_without_a_list_of_models_works(engine: RemoteEngine, server: ModelServer) -> None:
    server.models = None
    assert said(engine)[0] == WHOLE
    assert engine.context == 8192


# Stopping -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("fault", ["silent", "hang"])
def test_stop_works_on_a_silent_server(server: ModelServer, keyring: MemoryKeyring, fault: str) -> None:
    engine = RemoteEngine(Endpoint("office", server.url, "big"), Keys(), patience=Patience())
    assert said(engine)[0]
    pid, cancel = engine.pid, Cancel()
    server.faults = [fault]
    with once(lambda: server.waiting.wait(60), cancel.cancel), pytest.raises(Cancelled):
        said(engine, cancel=cancel)
    assert server.left.wait(60), "the server is told that nobody waits any more"
    server.faults = [""]
    assert said(engine)[0]
    assert engine.pid == pid, "it stopped in good order, and was not killed for taking long"
    engine.close()


def test_stop_works_while_a_busy_server_is_waited_for(engine: RemoteEngine, server: ModelServer) -> None:
    server.faults, server.retry_after = ["429"], "2"
    cancel = Cancel()
    with once(lambda: wait_until(lambda: bool(server.bodies), 60), cancel.cancel), pytest.raises(Cancelled):
        said(engine, cancel=cancel)


def test_our_own_process_dies(engine: RemoteEngine, server: ModelServer) -> None:
    assert said(engine)[0]
    server.faults = ["silent"]
    pid = engine.pid
    assert pid is not None
    stopped = pytest.raises((ProcessStopped, RemoteSilent))
    with once(lambda: server.waiting.wait(60), psutil.Process(pid).kill), stopped:
        said(engine)
    server.faults = [""]
    assert said(engine)[0]


def test_request_waits_its_turn_and_can_be_stopped(engine: RemoteEngine, server: ModelServer) -> None:
    first = engine.generate(ASK, Cancel())
    next(first)
    cancel, got = Cancel(), []
    threading.Timer(0.2, cancel.cancel).start()

    def second() -> None:
        try:
            said(engine, cancel=cancel)
        except Cancelled as stopped:
            got.append(stopped)

    waiting = threading.Thread(target=second)
    waiting.start()
    waiting.join(60)
    assert got
    assert len(server.bodies) == 1, "the second never reached the server"
    list(first)
    assert said(engine)[0] == WHOLE


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ALL_PROXY", "socks4://me:secret@127.0.0.1:9", "the proxy socks4://127.0.0.1:9 is no HTTP proxy"),
        ("HTTPS_PROXY", "127.0.0.1:9", "the proxy http://127.0.0.1:9 cannot be reached"),
        ("SSL_CERT_FILE", "/nonexistent/ca.pem", "SSL_CERT_FILE"),
    ],
)
def test_what_the_system_says_of_the_way_out_is_of_no_use(
    keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    engine = RemoteEngine(Endpoint("far", "https://far.invalid/v1", "big"), Keys(), patience=QUICK)
    for _ in range(2):
        with pytest.raises(RemoteUnreachable, match=words) as told:
            said(engine)
        assert "secret" not in str(told.value)
    engine.close()


# Keys -----------------------------------------------------------------------------------------------------------------


def test_key_goes_to_its_server_and_nowhere_else(
    engine: RemoteEngine, server: ModelServer, keyring: MemoryKeyring, journal_file: Path
) -> None:
    server.key = KEY
    with pytest.raises(RemoteKeyMissing, match="none is kept"):
        said(engine)
    endpoint = Endpoint("office", server.url, "big")
    Keys().keep("office", endpoint.origin, Key("sk-another"))
    other_key = RemoteEngine(endpoint, Keys(), patience=QUICK)
    with contextlib.closing(other_key), pytest.raises(RemoteKeyRefused):
        said(other_key)
    Keys().forget("office", endpoint.origin)
    assert Keys().keep("office", endpoint.origin, Key(KEY))
    assert said(engine)[0] == WHOLE
    server.faults = ["500"]
    with pytest.raises(RemoteFailed) as failed:
        said(engine)
    assert KEY not in str(failed.value), "the server repeats it; we do not"
    assert "…" in str(failed.value)
    assert KEY not in journal_file.read_text("utf-8")
    assert engine.pid is not None
    process = psutil.Process(engine.pid)
    assert KEY not in " ".join(process.cmdline())
    assert KEY not in str(process.environ())
    with serving() as other:
        other.key = KEY
        engine.choose(Endpoint("office", other.url, "big"))
        with pytest.raises(RemoteKeyMissing):
            said(engine)
        assert all("Authorization" not in heads for heads in other.heads), "the same name at another address"


@pytest.mark.parametrize("text", ["“sk-x”", "sk-клю́ч", "sk-a\nb", "Bearer sk-x"])
def test_key_that_cannot_be_one_is_not_sent(
    engine: RemoteEngine, server: ModelServer, keyring: MemoryKeyring, text: str
) -> None:
    Keys().keep("office", Endpoint("office", server.url).origin, Key(text))
    engine = RemoteEngine(Endpoint("office", server.url, "big"), Keys(), patience=QUICK)
    with pytest.raises(KeyUnusable, match="no key has"):
        said(engine)
    engine.close()
    assert not server.heads


def test_redirection_takes_nothing_along(engine: RemoteEngine, server: ModelServer, keyring: MemoryKeyring) -> None:
    Keys().keep("office", Endpoint("office", server.url).origin, Key(KEY))
    with serving() as other:
        server.faults, server.elsewhere = ["elsewhere"], f"{other.url}/chat/completions"
        with pytest.raises(RemoteRedirected, match=other.url.split("/")[2]):
            said(engine)
        assert not other.heads


def test_key_does_not_travel_unencrypted(keyring: MemoryKeyring) -> None:
    endpoint = Endpoint("lab", "http://192.0.2.7:8000/v1", "big")
    Keys().keep("lab", endpoint.origin, Key(KEY))
    engine = RemoteEngine(endpoint, Keys(), patience=QUICK)
    with pytest.raises(KeyExposed, match=r"192\.0\.2\.7"):
        list(engine.ensure(Cancel()))
    assert engine.pid is None, "no process was started for it"
    engine.close()


def test_keys_of_the_environment_are_not_sent(
    server: ModelServer, keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "belongs-to-others")
    engine = RemoteEngine(Endpoint("office", server.url, "big"), Keys(), patience=QUICK)
    assert said(engine)[0]
    engine.close()
    assert "belongs-to-others" not in str(server.heads)


def test_journal_tells_who_was_asked_and_how_much(
    engine: RemoteEngine, server: ModelServer, journal_file: Path
) -> None:
    said(engine)
    asked, looked = journal.read(journal_file)
    assert (asked.host, asked.purpose, asked.what) == (server.url.removesuffix("/v1"), "model", "big")
    assert asked.sent > 50
    assert asked.received > 200
    assert looked.what == "list of models"
    assert "Count" not in journal_file.read_text("utf-8")
    assert journal_file.stat().st_mode & 0o077 == 0 or os.name != "posix"


@pytest.mark.usefixtures("patient")
def test_journal_has_what_was_broken_off(engine: RemoteEngine, server: ModelServer, tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl"
    own = RemoteEngine(Endpoint("office", server.url, "big"), Keys(), journal=file, patience=QUICK)
    assert own.look(Endpoint("office", server.url), Cancel()).models
    assert len(journal.read(file)) == 1, "the line is there before the answer is"
    server.faults = ["hang"]
    replies = own.generate(ASK, Cancel())
    next(replies)
    own.close()
    del replies
    asked = journal.read(file)[0]
    assert (asked.what, asked.failed) == ("big", False)
    assert asked.received > 0
