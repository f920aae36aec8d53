"""Questionnaires as data: their form, their scores, and what a change between two scores means."""
