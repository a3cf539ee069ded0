"""Whatever a face calls, in whatever order, a lesson goes on."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lambdatutor.aws.operations import (
    DeleteFunction,
    Invoke,
    PutFunctionConcurrency,
    UpdateFunctionConfiguration,
)
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.learner.progress import Progress
from lambdatutor.simulator.outside import SetSimulator, SetTraffic
from lambdatutor.simulator.time import HOUR

SMALL = read_lesson(Path(__file__).parent / "lessons" / "small.yaml")
STEPS = [step.id for step in SMALL.steps]

times = st.integers(0, 2 * HOUR)
operations = st.one_of(
    st.builds(
        PutFunctionConcurrency,
        FunctionName=st.sampled_from(["checkout", "x"]),
        ReservedConcurrentExecutions=st.integers(-5, 2_000),
    ),
    st.builds(DeleteFunction, FunctionName=st.just("checkout")),
    st.builds(Invoke, FunctionName=st.just("checkout")),
    st.builds(
        UpdateFunctionConfiguration, FunctionName=st.just("checkout"), Timeout=st.integers(0, 901)
    ),
    st.builds(
        SetTraffic,
        Traffic=st.sampled_from(["pings", "nobody"]),
        Field=st.sampled_from(["every", "count"]),
        Value=st.sampled_from(["4min", "3", "off", "-1", "\x1b[31m"]),
    ),
    st.builds(SetSimulator, Setting=st.just("idle_timeout"), Value=st.just("1min")),
)
calls = st.one_of(
    st.tuples(st.just("next")),
    st.tuples(st.just("back")),
    st.tuples(st.just("go"), st.sampled_from(STEPS)),
    st.tuples(st.just("advance"), times, st.one_of(st.none(), st.integers(0, 50))),
    st.tuples(st.just("rewind"), times),
    st.tuples(st.just("restart")),
    st.tuples(st.just("reroll")),
    st.tuples(st.just("do"), operations),
    st.tuples(st.just("command"), st.text(max_size=20)),
    st.tuples(st.just("command"), st.sampled_from(["set ping_every 4min", "set pings_at_once 3"])),
    st.tuples(st.just("set_control"), st.text(max_size=5), st.text(max_size=5)),
    st.tuples(st.just("set_control"), st.just("reserved_concurrency"), st.sampled_from("0123")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("reset")),
    st.tuples(st.just("hint")),
    st.tuples(st.just("show_solution")),
    st.tuples(st.just("try_break"), st.sampled_from(["f", "x"])),
    st.tuples(st.just("ask_again")),
    st.tuples(st.just("save")),
    st.tuples(
        st.just("answer"),
        st.sampled_from([*STEPS, "burst", "life", "letters"]),
        st.one_of(st.integers(-1, 4), st.text(max_size=5), st.lists(st.integers(0, 3))),
    ),
)


@given(st.lists(calls, max_size=25))
@settings(deadline=None, max_examples=80)
def test_no_sequence_of_calls_breaks_a_lesson(made: list[tuple[object, ...]]) -> None:
    progress = Progress.in_memory()
    run = LessonRun(SMALL, seed=3, progress=progress)
    for name, *arguments in made:
        if name in ("advance", "rewind") and run.history is None:
            continue
        getattr(run, str(name))(*arguments)
        list(run.judge())
        if run.history is not None:
            frame = run.frame()
            assert frame.at_us == run.history.now_us
            assert len(frame.objectives) == (3 if run.controls else 0)
        for control in run.controls:
            assert control.value == control.values[control.position]

    resumed = LessonRun(SMALL, seed=4, progress=progress)
    assert resumed.index in (run.index, 0)


@given(st.lists(st.tuples(times, operations), max_size=8))
@settings(deadline=None, max_examples=40)
def test_the_same_calls_give_the_same_history(made: list[tuple[int, object]]) -> None:
    digests: set[str] = set()
    for _ in range(2):
        run = LessonRun(SMALL, seed=3)
        run.go("three-seats")
        for dt_us, operation in made:
            run.advance(dt_us)
            run.do(operation)  # type: ignore[arg-type]  # any operation may be asked for
        assert run.history is not None
        digests.add(run.history.world.log.digest())

    assert len(digests) == 1
