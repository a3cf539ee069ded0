"""Real handlers in lessons: programs that are run, code labs, package labs, and their proofs.

Which file to open:

- What a lesson file says: `steps` and their `parts`; `reading` reads what is not written field by
  field (`json_text`), `files` what lies beside the lesson. `sense`, `references` and
  `lab_references` (both over `named`) tell what is wrong there. `consent` lists what would run.
- A lab at work: `lab` is the whole attempt, on top of a `workbench` (files, settings, undo). How
  all stands is a value, the `desk`: a `tree` of files, `settings`, published `layers`. `disk` keeps
  the tree in the learner's folder, `saved` the rest. `changes`, `file_commands` and `zip_command`
  make one desk of another; `package` is the zip that would be uploaded.
- Calls: `environments` are those of one function, and know nothing of a workbench. A `running`
  makes calls there, `outcomes` say what came of each, and a `record` is all that measures are taken
  of. `verdicts` judge a case by it; `views` are what faces show of a lab.
- The code of guesses, watches and questions: `programs` run it, `program_files` and `telling` put
  it into words, `answer_key` makes a key of what it did. `runs` are all labs and programs of one
  lesson.
- `lambdatutor check`: `proofs`, `key_proofs`, `lab_proofs`. A `trial` is a lab with ways tried on
  it, `cheats` are ways that know nothing of the task (`cheat_code`); `margins` and `vain_names`
  look at checks that hold by luck.
"""
