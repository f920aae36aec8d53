"""Questionnaires and their answers as FHIR R4 (4.0.1), for a clinic's programs. It sends nothing anywhere."""
