"""What the trials found, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Loss:
    """Something that was promised and is not there."""

    trial: int
    what: str


@dataclass
class Tally:
    """What some trials came to."""

    trials: int = 0
    losses: list[Loss] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    """How often what was tried: proof that the trials reached what they are for."""

    def note(self, what: str, times: int = 1) -> None:
        """Count something that a trial did."""
        self.notes[what] = self.notes.get(what, 0) + times

    def add(self, other: Tally) -> None:
        """Take in what other trials came to."""
        self.trials += other.trials
        self.losses += other.losses
        for what, times in other.notes.items():
            self.note(what, times)


def lines(layer: str, seed: int, tally: Tally) -> list[str]:
    """The report; its last line is `0 of N lost` where nothing was."""
    said = [f"  {what}: {times}" for what, times in sorted(tally.notes.items())]
    for loss in sorted(tally.losses, key=lambda loss: loss.trial):
        again = f"python -m tests.faults --layer {layer} --seed {seed} --first {loss.trial} --count 1"
        said.append(f"LOST in trial {loss.trial} of seed {seed}: {loss.what}\n  again: {again}")
    return [*said, f"{len({loss.trial for loss in tally.losses})} of {tally.trials} lost"]
