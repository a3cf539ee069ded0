"""The policy lab: documents to edit side by side, requests with their verdicts, and why."""
