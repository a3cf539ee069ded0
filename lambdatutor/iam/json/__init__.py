"""JSON text as somebody types it into an editor, also while it is not finished or not right."""
