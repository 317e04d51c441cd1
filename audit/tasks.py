"""Celery finds its tasks in modules of this name; the jobs' own stand beside what they do."""

from audit.jobs import forget_done_jobs, run_job, sweep_jobs

__all__ = ["forget_done_jobs", "run_job", "sweep_jobs"]
