"""Models, self-assessments and their submissions."""
