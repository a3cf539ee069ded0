"""The screen of a code lab: files to edit, cases, their answers, times and logs.

Which file to open:

- The lesson screen's part: `screen` (keys and commands), on top of `judge` (cases are called and
  judged) and `runner` (a thread that waits; `going` is what runs there). `lab_view` is the page
  with the brief.
- The page: `pane`, on top of `handlers_pane`, which package labs have too, and `parts_pane`, in
  which tab leads from part to part.
- Its parts: `files` and `editor` (`keystrokes`, `syntax`, `failing_line`), `event_box`, `cases`,
  `settings_line`, `answer`, `times`, `log_lines`.
- Over the screen: `samples`, `differences`, `own_editor`. What the key u takes back: `undoing`.
"""
