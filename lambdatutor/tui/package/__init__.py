"""The screen of a package lab: the folder, the zip, and what stands on Lambda, side by side.

Which file to open: `screen` is the lesson screen's part, `pane` the page, `view` all that it
shows, taken from the attempt in one go. Each tree is a `tree_box` with a `tree_panel` (that of the
learner's folder is a `folder_panel`) and its `weight`. A tree is drawn line by line: a line is one
of the `twigs`, with one of the `marks` beside it. Below are `layers_line` and `sentences`;
`file_page` shows a file, `words` complete a command.
"""
