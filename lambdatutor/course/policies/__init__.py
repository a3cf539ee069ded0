"""The policy lab and the policy question: documents, requests, verdicts, and their proofs."""
