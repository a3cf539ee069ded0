"""A lesson that is spoilt in one place gets a sentence that says so, at that very place."""

from pathlib import Path
from typing import NamedTuple

import pytest

from lambdatutor.course.catalogue import Catalogue
from lambdatutor.course.findings import Finding, LessonErrors
from lambdatutor.course.reader import lesson_file
from lambdatutor.course.style import check_style

SAMPLE = Path(__file__).parent / "sample" / "sample.yaml"
GOOD = SAMPLE.read_text(encoding="utf-8")
LINK = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html"
CHECK = "served(kind=customer) == 2 and cold_starts(kind=customer) == 0"
LINE = """\
          - text: It waits in line
            misconception: sync-is-queued
            why: There is no line.
          - text: It gets another environment
            right: true
"""
FOUR = "vary: {w: [1, 2], n: [4, 6]}"


class Spoilt(NamedTuple):
    """What is replaced, by what, where the finding must stand, and what it must say."""

    old: str
    new: str
    at: str
    """The finding stands where this text first does, once the lesson is spoilt."""
    says: str


def spoilt(*rows: tuple[str, str, str, str]) -> list[Spoilt]:
    return [Spoilt(*row) for row in rows]


KEYS = spoilt(
    ("minutes: 10", "minuts: 10", "minuts", 'Did you mean "minutes"?'),
    ("minutes: 10\n", "", "format", 'the key "minutes" is missing from this lesson'),
    ("steps:", "stepz:", "stepz", 'Did you mean "steps"?'),
    ("title: A sample of everything\n", "", "format", 'the key "title" is missing'),
    ("      timeout: 3s", "      timout: 3s", "timout", "is not a key of a function"),
    ("code: {init", "code: {inti", "inti", 'is not a key of a code. Did you mean "init"?'),
    ("{concurrency: 100}", "{limit: 100}", "limit: 100", "is not a key of an account"),
    ("        why: Both", "        why_nt: Both", "why_nt", 'Did you mean "why"?'),
    ("- hook: two", "- hok: two", "hok", "is not a kind of step; it is one of hook, read"),
    ("- predict: ana", "- guess: ana", "guess", '"guess" is not a kind of step'),
    ("- single: second", "- singel: second", "singel", 'Did you mean "single"?'),
    ("- numeric: price", "- policy: price", "policy: p", 'the key "given" is missing from this'),
    ("kind: simulation", "kind: code", "lab: two-at-once", 'the key "cases" is missing'),
    ("kind: simulation", "kind: package", "lab: two-at-once", 'the key "cases" is missing'),
    ("kind: simulation", "kind: policy", "lab: two-at-once", 'the key "documents" is missing'),
    ("kind: simulation", "kind: polcy", "polcy", 'Did you mean "policy"?'),
    ("kind: simulation", "kind: simulaton", "simulaton", 'Did you mean "simulation"?'),
    (
        "  - hook: two-buyers\n    title: Two buyers",
        "  - title: Two buyers\n    hook: two-buyers",
        "hook: two",
        '"hook" must be the first key of its step',
    ),
    ("    ask: Why did Ana wait longer than Ben?\n", "", "explain:", '"ask" is missing'),
    ("        accepted: ", "        accept: ", "accept: ", 'Did you mean "accepted"?'),
    ("      - key: d\n        title", "      - title", "title: A dep", '"key" is missing'),
    ("    model: An", "    id: x\n    model: An", "id: x", '"id" is not a key of an explain'),
    ("      - id: thrifty\n        says", "      - says", "says: Two pings", '"id" is missing'),
    ("    brief: |", "    breif: |", "breif", 'Did you mean "brief"?'),
    ("pass: 0.75", "passes: 0.75", "passes", 'Did you mean "pass"?'),
    ("{from_sim: cold_starts()}", "{from_sm: cold_starts()}", "from_sm", '"from_sim"?'),
    ("{left: Reserved,", "{lft: Reserved,", "lft", "is not a key of a pair"),
    ("links:\n      - {title", "links:\n      - {name", "name: Concurrency", "not a key of a link"),
)

VALUES = spoilt(
    ("minutes: 10", "minutes: ten", "ten", '"minutes" must be a whole number, not "ten"'),
    ("minutes: 10", "minutes: 10.5", "10.5", '"minutes" must be a whole number'),
    ("minutes: 10", "minutes: ~", "~", "must be a whole number, and is empty"),
    ("minutes: 10", "minutes: 010", "010", '"minutes" must be a whole number, not "010"'),
    ("minutes: 10", "minutes: 1:30", "1:30", '"minutes" must be a whole number'),
    ("minutes: 10", "minutes: 0x10", "0x10", '"minutes" must be a whole number'),
    ("minutes: 10", "minutes: [10]", "[10]", '"minutes" must be a whole number'),
    ("minutes: 10", "minutes: 600", "600", '"minutes" must be from 1 to 60, not 600'),
    ("timeout: 3s", "timeout: 3", "3\n      code", "must be a time such as 800ms"),
    ("timeout: 3s", "timeout: 3", "3\n      code", "A time needs a unit"),
    ("timeout: 3s", "timeout: 3 sec", "3 sec", "must be a time such as 800ms"),
    ("timeout: 3s", "timeout: soon", "soon", 'must be a time such as 800ms, not "soon"'),
    ("timeout: 3s", "timeout: -3s", "-3s", "must be a time such as 800ms"),
    ("timeout: 3s", "timeout: true", "true", "must be a time such as 800ms"),
    ("timeout: 3s", "timeout: {s: 3}", "{s: 3}", "must be a time such as 800ms"),
    ("timeout: 3s", "timeout: 999999d", "999999d", "must be a time such as 800ms"),
    ("init: 800ms", "init: 800", "800, run", "or a distribution such as uniform:5min..7min"),
    ("init: 800ms", "init: uniform:5s..2s", "uniform:5s", "the lower bound comes first"),
    ("init: 800ms", "init: normal:5s", "normal:5s", "use fixed:, exp:, lognormal: or uniform:"),
    ("init: 800ms", "init: lognormal:5s", "lognormal", "write it as lognormal:200ms,p99=1s"),
    ("memory: 512", "memory: 64", "64\n", '"memory" must be from 128 to 10240 MB, not 64'),
    ("memory: 512", "memory: 512MB", "512MB", '"memory" must be a whole number'),
    ("memory: 512", "memory: 20000", "20000", "from 128 to 10240 MB"),
    ("status: beta", "status: bata", "bata", 'Did you mean "beta"?'),
    ("status: beta", "status: done", "done", "must be one of draft, beta, active"),
    ("confidence: true", "confidence: yes", "yes", '"confidence" must be true or false'),
    ("confidence: true", "confidence: on", "on\n    choices", "must be true or false"),
    ("confidence: true", 'confidence: "true"', '"true"', "must be true or false"),
    ("teaches: [cold-start]", "teaches: cold-start", "cold-start\nneeds", "must be a list"),
    ("facts: [LIF-001, CON-005]", "facts: {a: b}", "{a: b}", '"facts" must be a list'),
    ("world:\n  account", "world: none\nworlds:\n  account", "none", "a mapping with the keys of"),
    ("show: [timeline]", "show: [timelines]", "timelines", 'Did you mean "timeline"?'),
    ("title: Two buyers", "title: [Two, buyers]", "[Two", '"title" must be text'),
    ("title: Two buyers", "title: null", "null", '"title" must be text, and is empty'),
    ("speed: 0.2", "speed: fast", "fast", '"speed" must be a number'),
    ("speed: 0.2", "speed: 0", "0\n    narrate", "must be from 0.001 to 36000"),
    ("{m: [6, 8]}", "{m: 6}", "6}", '"m" must be a list'),
    ("low: 0, high: 20", "low: none, high: 20", "none, high", "a number with its unit"),
    ("low: 0, high: 20", "low: 30, high: 20", "20, unit", '"high" must be more than "low"'),
    ("low: 0, high: 20", "low: 0, high: 20s", "{low", "different units"),
    ("pass: 0.75", "pass: 75", "75\n", '"pass" must be a share from 0 to 1'),
    ("runs: 5", "runs: 500", "500}", '"runs" must be from 1 to 50'),
    ("seeds: fresh", "seeds: frsh", "frsh", 'Did you mean "fresh"?'),
    ('every: "{m}min"', 'every: "{m}"', '"{m}"', "one of off or a time such as 800ms"),
    ("at: 10s, count: 2}", "at: 10s, count: -2}", "-2", '"count" must be from 0 to 100000'),
    ("count: 2}", "count: 2, rate: 3}", "{name: customers", "not at and rate"),
    ("at: 10s, count: 2}", "count: 2}", "{name: customers", "exactly one of at, every, rate"),
    ("at: 10s, count: 2}", "rushes: 2}", "{name: customers", 'the key "until" is missing'),
    ('every: "{m}min"', "every: 0s", "0s, times", '"every" must be longer than 0s'),
    ("account: {concurrency: 100}", "routing: newest", "newest", "must be one of"),
)

YAML = spoilt(
    ("format: 1", "format: 2", "2\nid", "written in format 2, and this version of lambdatutor"),
    ("format: 1", "format: one", "one", '"format" must be 1'),
    ("format: 1\n", "", "id: sample", 'the key "format" is missing'),
    ("title: A sample", "\ttitle: A sample", "\ttitle", "a tab stands here; write spaces"),
    ("title: A sample", "title: A \x07sample", "\x07", "the control character \\x07"),
    ("title: A sample", "title: A \x1b[31msample", "\x1b", "the control character \\x1b"),
    ("title: A sample", "title: A \u202esample", "\u202e", "the control character \\u202e"),
    ("title: A sample", "title: A \x85sample", "\x85", "the control character \\x85"),
    ("title: A sample", "title: @A sample", "@A", "this is not YAML"),
    ("title: A sample", "title: A: sample", ": sample of", "needs quotes, or a | before it"),
    ("minutes: 10", "minutes: 10\nminutes: 11", "minutes: 11", "was written first at 6:1"),
    ("{init: 800ms,", "{init: 1s, init: 800ms,", "init: 800ms", "stands here again"),
    ("minutes: 10", "minutes: &m 10", "&m", "an anchor (&) stands here"),
    ("minutes: 10", "minutes: *m", "*m", "an alias (*) stands here"),
    ("minutes: 10", "minutes: !!int 10", "!!int", "a tag (!) stands here"),
    ("minutes: 10", "minutes: !!python/object:os.system 10", "!!python", "a tag (!) stands here"),
    ("minutes: 10", "<<: {a: 1}\nminutes: 10", "<<", '"<<" is not a key of a lesson'),
    ("minutes: 10", "minutes: 10\n---", "---", "a second document begins here"),
    ("minutes: 10", "? [a]\n: 1\nminutes: 10", "[a]", "a key must be a word"),
    ("[cold-start]", "[" * 40 + "]" * 40, "[" * 9 + "]" * 9, "nested deeper than 32 levels"),
    ("[cold-start]", "[cold-start", ": [events]", "this is not YAML"),
    ("{concurrency: 100}", "{concurrency: 100", ":\n    - name", "this is not YAML"),
    ("speed: 0.2", "speed: 0.2: 1", ": 1\n    nar", "needs quotes, or a | before it"),
)

EXPRESSIONS = spoilt(
    (CHECK, "cold_stars() == 0", "cold_stars", 'Did you mean "cold_starts"?'),
    (CHECK, 'mesages("q") == 0', "mesages", "mesages is not a measure"),
    (CHECK, "served(kid=ping) == 2", "served(kid", 'Did you mean "kind"?'),
    (CHECK, "cost(kind=ping) < $1", "cost(kind", "cost does not take kind="),
    (CHECK, "served(1) == 2", "served(1)", "served is written served(kind="),
    (CHECK, "latency(1) > 800", "> 800\n", "a time and a bare number cannot be compared"),
    (CHECK, "latency(1) > 800", "> 800\n", "Write a unit, as in 800ms or 5s"),
    (CHECK, "cost() > 1", "> 1\n", "Write a dollar sign, as in $0.20"),
    (CHECK, "memory(checkout) > 1", "> 1\n", "Write the unit, as in 512MB"),
    (CHECK, "version(checkout, live) == 2", "== 2\n", 'Write the text in quotes, as in "2"'),
    (CHECK, "latency() < 1s", "latency() <", "latency() is a list"),
    (CHECK, "latency(0) < 1s", "0) <", "the number of a request is expected"),
    (CHECK, "max(latenzy) < 1s", "latenzy", 'Did you mean "latency"?'),
    (CHECK, "max(served) < 1s", "served) <", "one of latency, duration, init, billed"),
    (CHECK, "served() == arrivals", "arrivals\n      - id: thrifty", "Write arrivals()."),
    (CHECK, "served()", "served()\n", "this is a bare number; a comparison such as == 0"),
    (CHECK, "served() == 2 == 2", "== 2\n", "two comparisons in a row"),
    (CHECK, "served() = 2", "= 2\n", "an operator such as ==, <, and or +"),
    (CHECK, "(served() == 2", "\n      - id: thrifty", "a ) is expected here"),
    (CHECK, "served( == 2", "== 2\n", "== stands where a measure or a number is expected"),
    (CHECK, "served() == 2 and", "\n      - id: thrifty", "the expression ends where"),
    (CHECK, "served() == 2 and 3", "and 3", "and joins comparisons, and here stand"),
    (CHECK, "not served()", "not served", "after not stands a bare number"),
    (CHECK, "served() ^ 2", "^ 2", "'^' means nothing here"),
    (CHECK, "__import__('os')", "__import__", "__import__ is not a measure"),
    (CHECK, "served().x == 1", ".x ==", "'.' means nothing here"),
    (CHECK, "served(after=10) == 1", "10) ==", "after= takes a time, such as 10s"),
    (CHECK, "latency(1) * latency(2) > 1s", "* latency", "cannot be reckoned with *"),
    (CHECK, "latency(1) + 5 > 1s", "+ 5", "cannot be reckoned with +"),
    (CHECK, "-" * 200 + "1 == 1", "-" * 176 + "1", "this is nested too deeply"),
    (CHECK, "1 + " * 200 + "1 == 1", "1 + 1 +", "this is longer than 500 characters"),
    ('"latency(1) - latency(2)"', '"latency(1) > 1s"', "latency(1) > 1s", "this is a comparison"),
    ('"cold_starts(after=10s)"', '"cold_starts(aftr=10s)"', "cold_starts(aftr", '"after"?'),
)

OPERATIONS = spoilt(
    ("- PublishVersion:", "- PublishVersio:", "PublishVersio:", 'Did you mean "PublishVersion"?'),
    ("- PublishVersion: {F", "- PublishVersion: {f", "functionName", 'mean "FunctionName"?'),
    (
        "- PublishVersion: {FunctionName: checkout}",
        "- PublishVersion:",
        "PublishVersion",
        "missing",
    ),
    (
        "- PublishVersion: {FunctionName: checkout}",
        "- PublishVersion",
        "PublishVersion",
        "its name",
    ),
    ("{FunctionName: checkout}\n    - CreateAlias", "x\n    - CreateAlias", "x\n", "are a mapping"),
    ("ReservedConcurrentExecutions: 5", "ReservedConcurrentExecutions: a", "a}}", "a whole number"),
    ("{at: 1s, Put", "{at: 1, Put", "1, Put", '"at" must be a time'),
    ("{set: pings_at_once, to: 4}]", "{set: pings_at_once}]", "{set: pings_at_once}]", '"to" is'),
    ("{set: pings_at_once, to: 4}]", "{st: pings, to: 4}]", "{st: pings", "an action is"),
    ("{set: pings_at_once, to: 4}]", "pings]", "pings]\n", "an action is an operation of AWS"),
    ("- reserved_concurrency", "- reserved", "reserved\n    judge", "is not built in"),
    ("sets: pings.count", "sets: pings", "pings, values", '"sets" is written NAME.FIELD'),
    ("values: [0, 1, 2, 3, 4]", "values: [0]", "{control: pings", 'at least two "values"'),
)

VARY = spoilt(
    (FOUR, "vary: {w: [1, 2], N: [4, 6]}", "{w: [1, 2], N", '"N" cannot be a name in vary'),
    (FOUR, "vary: {w: [1, 2], n: []}", "{w: [1, 2], n", "each name of vary has a list of values"),
    (FOUR, "vary: {w: [1, 2], m: [4, 6]}", '"{w} environments', "{n} has no values: vary names w"),
    (FOUR, "vary: {w: [1, 2], n: [4, six]}", '"{n}"}]}', 'must be a whole number, not "six"'),
    (FOUR, "vary: {w: [1, 2], n: [4, -6]}", '"{n}"}]}', '"count" must be from 0 to 100000'),
    (FOUR, f"vary: {{w: {list(range(9))}, n: {list(range(9))}}}", "{w: [0", "than 60 combin"),
    (FOUR, "vary: [1, 2]", "[1, 2]", '"vary" must be a mapping'),
)

SENSE = spoilt(
    ("    number: {low: 0, high: 20, unit: customers}\n", "", "predict: how", 'or a "number"'),
    (
        "gets another environment\n            right: true\n",
        "gets another environment\n            right: false\n",
        "- text: It waits",
        "exactly one choice has right: true, not 0",
    ),
    (
        "          - text: No environment was free\n            right: true\n",
        "",
        "- text: She",
        "exactly one right: true, not 0",
    ),
    (
        "Another idle life\n",
        "Another idle life\n        do: []\n",
        "do: []",
        "not a key of a break",
    ),
    ("[Init, Invoke, Shutdown]", "[Init, Init]", "[Init, Init]", "all different"),
    ("extra: [retries]", "extra: [keeps a place]", "- {left: Res", "each right side stands once"),
    ('accepted: ["429", 429 Too Many Requests]', "accepted: []", "[]\n\n  - recap", "one accepted"),
    ("breaks: [thrifty]", "breaks: [thrift]", "- do:", '"thrift" is not an objective'),
    ("- key: i", "- key: d", "- key: d", "two breaks have one key"),
    ("      - value: 800ms\n", "      - {}\n", "{}\n", "a choice needs a value or a text"),
    (
        "      - value: 800ms\n",
        "      - {value: 1s, right: true}\n",
        "- value: 200ms",
        "the run dec",
    ),
    (
        "    of: ana-or-ben\n",
        "    of: ana-or-ben\n    traffic: []\n",
        "ana-or-ben\n    traf",
        "own",
    ),
)

STYLE = spoilt(
    ("id: sample", "id: simple", "simple\n", "the file must be called simple.yaml"),
    ("needs: [events]", "needs: [event]", "event]", 'Did you mean "events"?'),
    ("next: [lifecycle]", "next: [livecycle]", "livecycle", 'Did you mean "lifecycle"?'),
    ("review: [burst, second]", "review: [brust]", "brust", 'Did you mean "burst"?'),
    ("facts: [LIF-001", "facts: [LIF-999", "LIF-999", 'there is no fact "LIF-999"'),
    (LINK, "http://example.com/x", '"http://e', "begin it with https://"),
    (LINK, "https://nowhere", '"https://n', "is not the address of a page"),
    ("Ana presses Buy.", "See [this](notes.txt).", "|\n      See", 'there is no file "notes.txt"'),
    ("misconception: init-is-free", "misconception: init-free", "init-free", '"init-is-free"?'),
    ("- explain: why-ana", "- explain: ana-or-ben", "explain: ana", "is used twice"),
    ("- single: second", "- single: two-buyers", "single: two", "is used twice"),
    ("- id: quick", "- id: none-cold", "id: none-cold\n        says: The s", "is used twice"),
    ("    of: ana-or-ben\n", "    of: ana-or-bern\n", "ana-or-bern", 'Did you mean "ana-or-ben"'),
    ("    of: ana-or-ben\n", "    of: how-many\n", "how-many\n    speed", 'no predict "how-many"'),
    (
        "    of: ana-or-ben-run\n",
        "    of: two-buyers\n",
        "two-buyers\n    marks",
        "with a run before",
    ),
    (
        "    of: ana-or-ben-run\n",
        "    of: ana-or-ben\n",
        "ana-or-ben\n    marks",
        'that of "ana-or-ben-run", and marks stand on no other. Write: of: ana-or-ben-run',
    ),
    ("        run: ana-or-ben\n", "        run: anna\n", "anna\n", 'there is no step "anna"'),
    ("    until: 20s\n", "    until: 20s\n    continues: x\n", "x\n    controls", 'no step "x"'),
    ("event: init.start", "event: init.begin", "init.begin", '"init.begin" is not a kind of event'),
    ("at: 10s, count: 2}", "at: 10s, function: chekout}", "chekout", 'Did you mean "checkout"?'),
    (
        'reserved("checkout") > 0',
        'reserved("chekout") > 0',
        "cold_starts(kind=customer) > 0 and",
        'there is no function "chekout"',
    ),
    (
        "served(kind=customer)",
        "served(kind=customers)",
        "served(kind=customers)",
        'no traffic of this lesson is of the kind "customers"',
    ),
    ("sets: pings.count", "sets: ping.count", "ping.count", 'Did you mean "pings"?'),
    ("sets: pings.count", "sets: pings.cuont", "pings.cuont", 'Did you mean "count"?'),
    ("set: simulator.idle_timeout", "set: simulator.routing", "simulator.routing", "no setting"),
    ("{set: pings_at_once, to: 4}", "{set: pings, to: 4}", "pings, to: 4", "not a control of this"),
    ("{set: pings_at_once, to: 4}", "{set: pings_at_once, to: 9}", "9}", 'does not offer "9"'),
    ("One of them writes", "Just one of them writes", "|\n      Ana", '"Just" makes a learner'),
    ("Who has built", "Obviously, who has built", "A place is", '"Obviously" makes a learner'),
    ("The first request pays", "It simply pays", "It simply", '"simply" makes a learner'),
    ("Ana presses Buy.", "Ana presses Buy. " * 100, "|\n      Ana", "rows of 76 columns"),
    ("import payments  # 700 ms", "import payments" * 6, "|\n      import", "76 by 20 fit"),
    ("            why: There is no line.\n", "", "text: It waits", "does not say why"),
    ("            why: Nobody pays for a frozen environment.\n", "", "text: Idle", "does not say"),
    ("        why: Both of them wait for the handler.\n", "", "value: 800ms", "does not say why"),
    (
        LINE,
        "          - {text: Another, right: true}\n          - {text: None, why: No.}\n",
        "- text: No environment",
        "the right choice of every question is the first",
    ),
    (
        "          - text: No environment was free\n",
        "          - text: No environment was free at that moment, so one was built for her\n",
        "- text: No environment",
        "the right choice of every question is the longest",
    ),
)

READING = [*KEYS, *VALUES, *YAML, *EXPRESSIONS, *OPERATIONS, *VARY, *SENSE]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


def place(text: str, at: str) -> tuple[int, int]:
    before = text[: text.index(at)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def faults(text: str) -> tuple[Finding, ...]:
    with pytest.raises(LessonErrors) as raised:
        lesson_file(text, "sample.yaml")
    return raised.value.findings


def expect(case: Spoilt, text: str, findings: tuple[Finding, ...]) -> None:
    where = place(text, case.at)
    said = [str(each) for each in findings]

    assert any((each.line, each.column) == where for each in findings), (where, said)
    assert any(case.says in str(each) for each in findings if (each.line, each.column) == where), (
        said
    )
    assert list(findings) == sorted(findings)


def test_the_sample_has_no_fault(catalogue: Catalogue) -> None:
    assert check_style(lesson_file(GOOD, "sample.yaml"), catalogue) == ()


@pytest.mark.parametrize("case", READING, ids=lambda case: f"{case.at[:20]!r} {case.says[:40]}")
def test_what_cannot_be_read_is_named_at_its_place(case: Spoilt) -> None:
    assert case.old in GOOD
    text = GOOD.replace(case.old, case.new, 1)

    expect(case, text, faults(text))


@pytest.mark.parametrize("case", STYLE, ids=lambda case: f"{case.at[:20]!r} {case.says[:40]}")
def test_what_reads_well_and_is_wrong_is_named_too(case: Spoilt, catalogue: Catalogue) -> None:
    assert case.old in GOOD
    text = GOOD.replace(case.old, case.new, 1)

    expect(case, text, check_style(lesson_file(text, "sample.yaml"), catalogue))


def test_every_fault_is_named_and_not_only_the_first() -> None:
    text = (
        GOOD.replace("minutes: 10", "minuts: 10")
        .replace("timeout: 3s", "timeout: 3")
        .replace(CHECK, "cold_stars() == 0")
        .replace("- PublishVersion:", "- PublishVersio:")
    )

    assert [each.line for each in faults(text)] == [
        text[: text.index(at)].count("\n") + 1
        for at in ("minuts", "timeout: 3", "PublishVersio:", "cold_stars")
    ]


def test_a_finding_shows_the_line_and_a_caret() -> None:
    (finding,) = faults(GOOD.replace("status: beta", "status: bata"))

    assert str(finding) == (
        'sample.yaml:5:9: "status" must be one of draft, beta, active, deprecated, planned, '
        'not "bata". Did you mean "beta"?\n'
        "    status: bata\n"
        "            ^"
    )


def test_a_terminal_code_in_a_file_is_shown_as_text() -> None:
    (finding,) = faults(GOOD.replace("title: A sample", "title: \x1b[2JA sample"))

    assert "\x1b" not in str(finding)
    assert "\\x1b[2JA sample" in str(finding)


def test_the_caret_stands_under_the_place_beside_wide_characters() -> None:
    (finding,) = faults(GOOD.replace("{left: Reserved,", "{left: 予約済み, lft: x,"))

    *_, line, caret = str(finding).split("\n")

    assert line[4:].startswith("          - {left: 予約済み, lft")
    assert caret.index("^") == line.index("lft") + 4


def test_a_very_long_line_is_cut_around_the_caret() -> None:
    (finding,) = faults(GOOD.replace("status: beta", f"status: {'x' * 5_000}"))

    assert all(len(line) < 250 for line in str(finding).split("\n"))


def test_deep_nesting_does_no_harm() -> None:
    (finding,) = faults("[" * 25_000)

    assert finding.sentence == "this is nested deeper than 32 levels"


def test_a_file_of_more_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    from lambdatutor.course.reader import read_lesson

    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * 1_000_001)

    with pytest.raises(LessonErrors, match="larger than 1 MB"):
        read_lesson(path)


def test_a_file_that_is_not_utf_8_is_refused_where_it_stops_being_so(tmp_path: Path) -> None:
    from lambdatutor.course.reader import read_lesson

    path = tmp_path / "latin.yaml"
    path.write_bytes("format: 1\ntitle: Café".encode("latin-1"))

    with pytest.raises(LessonErrors, match=r"latin\.yaml:2:11: this is not UTF-8"):
        read_lesson(path)


def test_a_file_that_is_not_there_is_a_finding_too(tmp_path: Path) -> None:
    from lambdatutor.course.reader import read_lesson

    with pytest.raises(LessonErrors, match="cannot be read: No such file"):
        read_lesson(tmp_path / "none.yaml")


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n"])
def test_an_empty_file_says_so(text: str) -> None:
    (finding,) = faults(text)

    assert finding.sentence == "the file is empty"
