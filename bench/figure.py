from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measurement: ours, the limit of the same run, and what they are."""

    name: str
    ours: float
    limit: float
    unit: str
    what_ours: str
    what_limit: str
    higher_is_better: bool
    notes: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        """Ours against the limit: a share of it for rates, a multiple of it for times."""
        return self.ours / self.limit

    def __str__(self) -> str:
        return f"{self.name}: {self.ours:.1f} {self.unit}, limit {self.limit:.1f} {self.unit}, ratio {self.ratio:.2f}"
