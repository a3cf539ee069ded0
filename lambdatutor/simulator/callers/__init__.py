"""Callers that do not take no for an answer: programs whose SDK tries again."""
