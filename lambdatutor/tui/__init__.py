"""The face with screens: Textual widgets over a lesson's run."""
