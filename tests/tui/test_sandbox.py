"""The sandbox: the whole account at a glance, each part closer, every control, and time."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from playing import NARROW, WIDE, Clock, drained, home_app, lesson_app, text_of
from textual.pilot import Pilot

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    Operation,
    PutFunctionConcurrency,
    UpdateEventSourceMapping,
    UpdateFunctionConfiguration,
)
from lambdatutor.simulate.script import read_script
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.scenario import FunctionSetup, Scenario
from lambdatutor.simulator.snapshot import Snapshot
from lambdatutor.simulator.time import DAY, MINUTE, SECOND
from lambdatutor.simulator.world import World
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.census import VersionCensus, caller_kinds
from lambdatutor.tui.lesson_screen import LessonScreen
from lambdatutor.tui.panels.callers import CallerKind
from lambdatutor.tui.panels.controls import ControlsPanel
from lambdatutor.tui.panels.glyphs import to_ascii
from lambdatutor.tui.panels.metrics import metric_rows
from lambdatutor.tui.panels.outcomes import endings
from lambdatutor.tui.panels.pool import PoolView
from lambdatutor.tui.panels.versions import forks
from lambdatutor.tui.picture import Picture
from lambdatutor.tui.prompt import Prompt
from lambdatutor.tui.sandbox.cards import GROUPS, cards
from lambdatutor.tui.sandbox.charts import charts_of
from lambdatutor.tui.sandbox.closer import Closer, around
from lambdatutor.tui.sandbox.completion import candidates
from lambdatutor.tui.sandbox.dials import settings_of
from lambdatutor.tui.sandbox.overview import (
    OverviewPanel,
    Trails,
    columns_of,
    first_row,
    overview_rows,
)
from lambdatutor.tui.sandbox.run import ROOM, Opened, SandboxRun
from lambdatutor.tui.sandbox.screen import SandboxScreen
from lambdatutor.tui.sandbox.shop import shop

TEN = Path(__file__).parent / "scenarios" / "ten.yaml"
POISON = Path(__file__).parents[2] / "lessons" / "scenarios" / "poison-queue.yaml"


def ten() -> Opened:
    """Ten functions and five sources."""
    case = read_script(str(TEN), None, 0).case
    return Opened(case.scenario, 3, case.actions, title="ten")


class Working(Clock):
    """Time on the wall that passes with each look, as it does where there is much to compute.

    A look comes after two thousand events; a slow machine has used up its tick by then, so that
    the test need not play what a fast one plays between two frames.
    """

    def __call__(self) -> float:
        self.now_s += 0.03
        return self.now_s


def played(opened: Opened, span_us: int) -> SandboxRun:
    run = SandboxRun(opened)
    run.advance(span_us)
    return run


@pytest.fixture(scope="module")
def busy() -> SandboxRun:
    """Five minutes of everything; no test changes it."""
    return played(ten(), 5 * MINUTE)


@pytest.fixture
def small_room(monkeypatch: pytest.MonkeyPatch) -> int:
    """So few events are kept that a minute is enough to forget the first of them."""
    monkeypatch.setattr("lambdatutor.tui.sandbox.run.ROOM", ROOM // 10)
    return ROOM // 10


def now(run: SandboxRun) -> tuple[Snapshot, tuple[CallerKind, ...]]:
    snapshot = run.world.snapshot()
    return snapshot, caller_kinds(snapshot)


def sandbox_app(
    opened: Opened | None = None, clock: Clock | None = None, speed: float = 10.0
) -> LambdaTutorApp:
    given = opened or Opened(shop(), title="a small shop")
    return LambdaTutorApp(clock=clock or Clock(), sandbox=lambda: given, speed=speed)


def screen_of(app: LambdaTutorApp) -> SandboxScreen:
    assert isinstance(app.screen, SandboxScreen)
    return app.screen


async def wait(pilot: Pilot[None], clock: Clock, seconds: float) -> None:
    """The wall moves on in tenths of a second, with a tick at each."""
    for _ in range(round(seconds * 10)):
        clock.now_s += 0.1
        screen = pilot.app.screen
        if isinstance(screen, SandboxScreen):
            screen.tick()
    await pilot.pause()


# What is counted


def test_what_callers_sent_is_what_the_account_took_in(busy: SandboxRun) -> None:
    snapshot, kinds = now(busy)
    by_name = {each.name: each for each in kinds}
    sent = {name: client.sent for name, client in busy.world.clients.items()}
    refused_records = sum(each.refused for each in snapshot.streams)

    assert by_name["synchronous"].sent == sent["web"] + sent["searchers"] + sent["reports"]
    events_in = snapshot.sources[0].taken + sent["invoices"]
    assert by_name["asynchronous"].sent == events_in
    assert by_name["queue"].sent == sent["orders"] + sent["stock"]
    done = sum(r.filtered for s in snapshot.streams for shard in s.shards for r in shard.readers)
    assert by_name["stream"].sent + done - refused_records == snapshot.streams[0].put


def test_refused_calls_are_told_apart_from_answers() -> None:
    run = SandboxRun(ten())
    run.do(PutFunctionConcurrency(FunctionName="search", ReservedConcurrentExecutions=0))
    run.advance(MINUTE)

    _, kinds = now(run)

    sent = {name: client.sent for name, client in run.world.clients.items()}
    assert kinds[0].refused == sent["searchers"]
    assert kinds[0].sent == sent["web"] + sent["searchers"] + sent["reports"]


def test_the_pool_of_the_account_adds_up(busy: SandboxRun) -> None:
    view = PoolView.of(busy.world.snapshot())

    assert sum(size for size, _ in view.segments) == view.limit
    assert {each.name: each.reserved for each in view.shares}["invoice"] == 300


def test_requests_are_counted_by_the_version_that_they_came_to(busy: SandboxRun) -> None:
    census = VersionCensus()
    whole = World(busy.scenario, seed=3)
    whole.advance(MINUTE)
    census.follow(whole)
    whole.advance(2 * MINUTE)
    census.follow(whole)

    (fork,) = forks(whole.snapshot(), census.arrived)

    ended = [each for each in whole.records() if each.resource == "search:live"]
    assert [arm.version for arm in fork.arms] == ["1"]
    assert fork.arms[0].arrived == len(ended) > 0


def test_each_dead_letter_is_told(busy: SandboxRun) -> None:
    snapshot = busy.world.snapshot()
    dead = next(each for each in snapshot.queues if each.name == "orders-dead")

    ending = next(each for each in endings(snapshot) if each.name == "orders-dead")

    assert dead.dead_letters_in > 0
    assert sum(part.amount for part in ending.parts) == dead.dead_letters_in


# The overview


def test_every_part_of_the_account_has_one_line(busy: SandboxRun) -> None:
    snapshot, kinds = now(busy)
    found = cards(snapshot, kinds)

    names = [card.key for card in found]
    assert len(names) == len({(card.kind, card.key) for card in found})
    assert [each.name for each in snapshot.functions] == [
        card.key for card in found if card.kind == "function"
    ]
    for views, kind in (
        (snapshot.queues, "queue"),
        (snapshot.streams, "stream"),
        (snapshot.alarms, "alarm"),
        (snapshot.dependencies, "dependency"),
        (snapshot.doors, "door"),
    ):
        assert [each.name for each in views] == [card.key for card in found if card.kind == kind]
    order = list(GROUPS)
    assert [order.index(card.kind) for card in found] == sorted(
        order.index(card.kind) for card in found
    )


@pytest.mark.parametrize("width", [40, 79, 100, 118, 200])
@pytest.mark.parametrize("height", [3, 12, 30])
def test_the_chosen_part_is_always_in_view(busy: SandboxRun, width: int, height: int) -> None:
    snapshot, kinds = now(busy)
    found = cards(snapshot, kinds)
    for chosen in range(len(found)):
        columns = columns_of(found, width)
        first = first_row(columns, chosen, height)
        seen = [slot.card for column in columns for slot in column[first : first + height]]
        rows = overview_rows(found, {}, chosen, width, height, focused=True)

        assert chosen in seen
        assert len(rows) == height
        assert all(sum(len(run.text) for run in row) == width for row in rows)


def test_trails_begin_anew_when_time_goes_back(busy: SandboxRun) -> None:
    snapshot, kinds = now(busy)
    found, trails = cards(snapshot, kinds), Trails()
    for at_us in (1, 2, 3):
        trails.follow(found, at_us)
    assert len(trails.of(found[0])) == 3

    trails.follow(found, 2)

    assert len(trails.of(found[0])) == 1


@pytest.mark.parametrize("size", [WIDE, NARROW, (200, 60)])
async def test_ten_functions_and_five_sources_stay_clear(size: tuple[int, int]) -> None:
    app = sandbox_app(played_from(20 * SECOND))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = text_of(app.screen)

        shown = ["checkout", "clicks", "orders-dead", "synchronous", "shop"]
        assert all(name in text for name in shown)
        if size != NARROW:
            assert all(each.name in text for each in ten().scenario.functions)
            assert "more" not in text
        else:
            assert " more" in text


def played_from(span_us: int) -> Opened:
    return ten()._replace(now_us=span_us)


# Closer


def test_each_kind_of_part_has_something_to_turn(busy: SandboxRun) -> None:
    snapshot, kinds = now(busy)
    for card in cards(snapshot, kinds):
        settings = settings_of(card, snapshot, busy)
        if card.kind in ("alarm", "network"):
            continue
        assert settings, card
        for each in settings:
            assert each.value in each.values
            assert len(each.values) == len(each.operations)
            assert len(set(each.values)) == len(each.values)


def test_every_value_of_every_control_is_understood() -> None:
    """Each is carried out, or refused by AWS for a reason; none is malformed.

    A control is turned through its values one after another, each control in the same account; a
    mapping that changes takes no other change, so each value of it has that account too.
    """
    run = played(ten(), 2 * SECOND)
    snapshot, kinds = now(run)
    as_it_is = freeze(run.world)
    refused = 0
    for card in cards(snapshot, kinds):
        for each in settings_of(card, snapshot, run):
            world = restore(as_it_is)
            for operation in each.operations:
                if isinstance(operation, UpdateEventSourceMapping):
                    world = restore(as_it_is)
                code = _refused(world, operation)
                assert code != "ValidationException", operation
                refused += bool(code)
    assert refused < 40


def _refused(world: World, operation: Operation) -> str:
    """AWS's code; nothing else may be raised."""
    try:
        world.do(operation)
    except AwsError as error:
        return error.code
    return ""


def test_a_change_moves_its_control(busy: SandboxRun) -> None:
    run = played(ten(), 20 * SECOND)
    run.do(UpdateFunctionConfiguration(FunctionName="checkout", MemorySize=1024))
    run.advance(SECOND)
    snapshot, kinds = now(run)
    card = next(each for each in cards(snapshot, kinds) if each.key == "checkout")

    memory = settings_of(card, snapshot, run)[0]

    assert memory.value == "1024 MB"


def test_a_part_shows_its_own_and_nothing_else(busy: SandboxRun) -> None:
    snapshot, kinds = now(busy)
    by_key = {card.key: card for card in cards(snapshot, kinds)}

    orders = around(by_key["orders"], snapshot)
    mail = around(by_key["mail"], snapshot)

    assert {each.name for each in orders.queues} == {"orders", "orders-dead"}
    assert [each.function for each in orders.mappings] == ["pack"]
    assert {each.function for each in mail.environments} == {"mail"}


def test_charts_hold_what_cloudwatch_counted(busy: SandboxRun) -> None:
    snapshot, kinds = now(busy)
    card = next(each for each in cards(snapshot, kinds) if each.key == "checkout")

    invocations = charts_of(card, busy.world, snapshot)[0]

    assert len(invocations.values) == 5
    counted = busy.world.metric("Invocations", {"FunctionName": "checkout"}, "Sum", MINUTE)
    assert list(invocations.values) == [value for _, value in counted][:5]


def test_the_account_is_seen_by_the_second_until_cloudwatch_has_a_minute() -> None:
    run = SandboxRun(ten())
    run.advance(30 * SECOND + 1)
    snapshot, _ = now(run)

    came, most = charts_of(None, run.world, snapshot)

    arrivals = [each for each in run.world.log.entries_since(0) if each[1] == "request.arrived"]
    assert len(came.values) == len(most.values) == 30
    assert sum(came.values) == sum(each[0] < 30 * SECOND for each in arrivals)
    assert "simulator's own" in came.detail

    run.advance(MINUTE)

    assert [each.heading for each in charts_of(None, run.world, now(run)[0])] == [
        "Invocations",
        "ConcurrentExecutions",
    ]


def test_a_chart_without_a_value_says_when_there_will_be_one() -> None:
    run = SandboxRun(ten())
    run.advance(30 * SECOND)
    snapshot, kinds = now(run)
    card = next(each for each in cards(snapshot, kinds) if each.key == "checkout")

    rows = metric_rows(charts_of(card, run.world, snapshot), 78, 10)

    assert "when a minute is complete" in "".join(run.text for row in rows for run in row)


def test_a_scenario_may_do_what_takes_a_map_of_settings() -> None:
    """Attributes of a queue are a dict: such an operation has no hash."""
    case = read_script(str(POISON), None, 0).case
    soon = tuple(each._replace(at_us=each.at_us // 20) for each in case.actions)
    run = SandboxRun(Opened(case.scenario, 0, soon))

    for _ in range(4):
        run.advance(20 * SECOND)

    assert run.actions
    due = [each for each in run.actions if each.at_us <= run.now_us]
    assert len(run.history.done) == len(due)


def test_an_alarm_is_a_line_in_the_chart_of_its_metric(busy: SandboxRun) -> None:
    snapshot, kinds = now(busy)
    by_key = {card.key: card for card in cards(snapshot, kinds)}

    (chart,) = charts_of(by_key["errors"], busy.world, snapshot)
    of_queue = charts_of(by_key["orders"], busy.world, snapshot)[0]

    assert [(each.alarm, each.value) for each in chart.thresholds] == [("errors", 5.0)]
    assert [each.alarm for each in of_queue.thresholds] == ["backlog"]


async def test_enter_looks_closer_and_escape_leads_back() -> None:
    app = sandbox_app(played_from(20 * SECOND))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        overview = app.screen.query_one(OverviewPanel)
        kinds_seen = set()
        first_of_kind = {card.kind: at for at, card in reversed([*enumerate(overview.cards)])}
        for at in first_of_kind.values():
            overview.chosen = at
            await pilot.press("enter")
            await pilot.pause()
            card = app.screen.query_one(Closer).card
            assert card is not None
            kinds_seen.add(card.kind)
            text = text_of(app.screen)
            assert card.name in text.splitlines()[1]
            dials = app.screen.query_one(ControlsPanel).dials
            assert all(dial.label in text for dial in dials)
            await pilot.press("escape")
            await pilot.pause()
            assert not app.screen.has_class("-closer")

        assert kinds_seen == set(GROUPS)


async def test_a_control_is_turned_by_keys_and_its_command_shown() -> None:
    app = sandbox_app(played_from(20 * SECOND))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("enter", "right")
        await pilot.pause()
        controls = app.screen.query_one(ControlsPanel)

        assert "aws lambda update-function-configuration" in controls.command
        assert "--memory-size 256" in text_of(app.screen)
        assert screen_of(app).run_.history.done[-1].operation == UpdateFunctionConfiguration(
            FunctionName="checkout", MemorySize=256
        )


async def test_what_was_done_is_taken_back_and_compared() -> None:
    app = sandbox_app(played_from(20 * SECOND))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        run = screen_of(app).run_
        await pilot.press("enter", "right", "escape")
        await pilot.press("left_square_bracket", "enter", "right", "right")
        await pilot.pause()
        assert [each.name for each in run.history.branches] == ["A", "B"]

        await pilot.press("b")
        await pilot.pause()
        assert "branch B" in text_of(app.screen)
        await pilot.press("escape", "v")
        await pilot.pause()
        assert run.history.branch.name == "A"

        await pilot.press("u")
        await pilot.pause()
        assert run.history.done == ()


def test_an_environment_has_a_lane_when_its_beginning_is_forgotten(small_room: int) -> None:
    run = played(Opened(shop()), MINUTE)
    snapshot, picture = run.world.snapshot(), Picture()
    assert run.world.log.base > 0

    picture.follow(run.world, snapshot)

    view = picture.timeline(snapshot.at_us - SECOND, snapshot.at_us, snapshot.at_us)
    assert {each.number for each in snapshot.environments} == {
        lane.environment for lane in view.lanes
    }


# The prompt

COMMAND = (
    "aws lambda put-function-concurrency --function-name pack --reserved-concurrent-executions 7"
)


def test_completion_knows_what_exists() -> None:
    run = played(ten(), SECOND)
    uuid = run.world.snapshot().mappings[0].uuid

    assert candidates("aws lambda get-function --function-name ch", run) == ["checkout"]
    assert candidates("lambda get-event-source-mapping --uuid ", run)[0] == uuid
    assert candidates("set cli", run)[0] == "clicks.rate"
    assert "database.latency" in candidates("set data", run)
    assert "lambda" in candidates("aws la", run)


async def test_commands_of_every_service_are_taken() -> None:
    app = sandbox_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        run = screen_of(app).run_
        for line in (
            COMMAND,
            "aws sqs create-queue --queue-name extra",
            "set customers.rate 20",
            "set database.latency 1s",
        ):
            await pilot.press("colon")
            await pilot.pause()
            app.screen.query_one(Prompt).post_message(Prompt.Entered(line))
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
        snapshot = run.world.snapshot()

        assert snapshot.functions[1].reserved == 7
        assert snapshot.queues[-1].name == "extra"
        assert run.world.clients["customers"].traffic.rate == 20
        assert len(run.history.done) == 4


async def test_a_refusal_is_a_sentence_and_changes_nothing() -> None:
    app = sandbox_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("colon")
        await pilot.pause()
        app.screen.query_one(Prompt).post_message(Prompt.Entered("aws lambda get-function nope"))
        await pilot.pause()

        assert not screen_of(app).run_.history.done
        assert app.screen.query_one("#told").has_class("-refused")


# Time


async def test_the_shop_opens_with_its_traffic_running() -> None:
    clock = Clock()
    app = sandbox_app(clock=clock, speed=30.0)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await wait(pilot, clock, 2)
        text = text_of(app.screen)

        assert screen_of(app).run_.now_us == pytest.approx(60 * SECOND, rel=0.05)
        for name in ("checkout", "pack", "mail", "orders", "orders-dead", "order-placed", "shop"):
            assert name in text
        assert app.screen.query_one(OverviewPanel).card is not None


async def test_a_day_passes_with_progress_and_can_be_cancelled() -> None:
    clock = Working()
    app = sandbox_app(clock=clock)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await wait(pilot, clock, 0.3)
        screen = screen_of(app)
        await drained(pilot)
        began_us = screen.run_.now_us
        await pilot.press("d")
        await wait(pilot, clock, 0.5)

        assert screen.player.hurries
        assert screen.player.goal_us == began_us + DAY
        assert "▶▶" in text_of(screen)
        assert "cancel" in text_of(screen)

        await pilot.press("escape")
        await pilot.pause()
        stands_us = screen.run_.now_us
        await wait(pilot, clock, 0.5)

        assert began_us < stands_us == screen.run_.now_us
        assert screen.player.goal_us is None
        assert app.screen is screen


async def test_a_quiet_day_passes_to_its_end() -> None:
    quiet = Opened(Scenario(functions=(FunctionSetup(name="f"),)))
    clock = Clock()
    app = sandbox_app(quiet, clock)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("space", "d")
        for _ in range(400):
            await wait(pilot, clock, 0.5)
            if not screen_of(app).player.hurries:
                break

        assert screen_of(app).run_.now_us >= DAY
        assert not screen_of(app).player.ticker.running


def test_going_back_and_on_again_is_the_same_history() -> None:
    once, twice = played(ten(), 60 * SECOND), played(ten(), 45 * SECOND)
    assert len(twice.history.branch.marks) > 1
    twice.rewind(30 * SECOND)
    twice.advance(30 * SECOND)

    assert once.world.snapshot() == twice.world.snapshot()


def test_memory_stays_flat_over_hours(small_room: int) -> None:
    """There is room for ten times fewer events, so minutes are enough to see it."""
    run = played(Opened(shop()), 2 * MINUTE)

    assert len(run.world.log) - run.world.log.base < 3 * small_room < len(run.world.log)
    assert len(run.world.meters.records) < 3 * small_room


# From a lesson and back


async def test_one_key_from_a_lesson_and_back() -> None:
    app = lesson_app(step="ana-or-ben")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        lesson = app.screen
        assert isinstance(lesson, LessonScreen)
        player = lesson.lesson_run.player
        assert player is not None
        lesson.lesson_run.advance(3 * SECOND)
        lesson.player.look()
        before = player.world.snapshot()
        lesson.action_sandbox()
        await pilot.pause()
        run = screen_of(app).run_

        assert run.world.snapshot() == before
        run.advance(10 * SECOND)
        await pilot.press("escape")
        await pilot.pause()

        assert app.screen is lesson
        assert player.world.snapshot() == before


# Any size, any keys, any terminal

KEYS = [
    *("space", "full_stop", "left_square_bracket", "right_square_bracket", "less_than_sign"),
    *("greater_than_sign", "enter", "enter", "e", "w", "u", "b", "v", "c", "colon", "f"),
    *("left", "right", "up", "down", "tab", "shift+tab", "escape", "home", "end"),
]


@pytest.mark.parametrize("seed", range(2))
async def test_any_keys_at_any_size(seed: int) -> None:
    luck, clock = Random(seed), Working()
    app = sandbox_app(ten() if seed % 2 else None, clock)
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(10):
            if not isinstance(app.screen, SandboxScreen) and len(app.screen_stack) < 3:
                app.open_sandbox()
                await pilot.pause()
            if luck.random() < 0.1:
                await pilot.resize_terminal(luck.randint(20, 160), luck.randint(6, 50))
            await pilot.press(luck.choice(KEYS))
            await wait(pilot, clock, 0.2)

        assert app.fault is None


async def test_ascii_and_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAMBDATUTOR_ASCII", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    app = sandbox_app(played_from(20 * SECOND))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        closer = app.screen.query_one(Closer)
        for panel in closer.children:
            text = getattr(panel, "text", "")
            assert text == to_ascii(text)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one(OverviewPanel).text.isascii()


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_all_that_belongs_to_a_function_is_in_sight(size: tuple[int, int]) -> None:
    """One that is called asynchronously has a ladder of tries besides."""
    app = home_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.open_sandbox(ten(), starts=False)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, SandboxScreen)
        screen.run_.advance(5 * SECOND)
        snapshot, kinds = now(screen.run_)
        closer = screen.query_one(Closer)
        for card in cards(snapshot, kinds):
            screen.post_message(OverviewPanel.Opened(card))
            await pilot.pause()
            await pilot.pause()
            shown = [each for each in closer.children if each.display]
            assert all(each.region in closer.content_region for each in shown), card.name
