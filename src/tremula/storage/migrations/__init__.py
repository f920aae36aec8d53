"""Steps from one schema to the next. Read by storage.migrate; imported by nobody else."""
