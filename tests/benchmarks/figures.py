"""A measured figure, the limit that was measured in the same run, and how they are told: as a table, as lines of JSON, as a plot."""

import json
import os
import platform
import resource
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape

# What a lower figure is better for.
TIMES = frozenset({"ms", "s", "bytes", "MiB"})


@dataclass(frozen=True)
class Figure:
    """The median of `samples`. `against` says what `limit` is; a ratio of 1 is as good as the limit, whatever the unit."""

    work: str
    unit: str
    samples: tuple[float, ...]
    limits: tuple[float, ...] = ()
    against: str = ""
    size: int = 0

    @property
    def figure(self) -> float:
        return median(self.samples)

    @property
    def limit(self) -> float | None:
        return median(self.limits) if self.limits else None

    @property
    def ratio(self) -> float | None:
        """Of each repeat by itself, because what else runs on the machine changes between repeats."""
        pairs = list(zip(self.samples, self.limits, strict=False))
        if not pairs:
            return None
        return median(
            limit / sample if self.unit in TIMES else sample / limit for sample, limit in pairs
        )

    def line(self) -> str:
        """One object of JSON."""
        return json.dumps(
            {
                "work": self.work,
                "figure": round(self.figure, 1),
                "unit": self.unit,
                "limit": round(self.limit, 1) if self.limit else None,
                "ratio": round(self.ratio, 4) if self.ratio else None,
                "against": self.against or None,
                "size": self.size,
                "samples": [round(sample, 1) for sample in self.samples],
            }
        )


@dataclass
class Notebook:
    """What repeats wrote down; the same work in another repeat is another sample."""

    samples: dict[str, list[float]] = field(default_factory=dict)
    limits: dict[str, list[float]] = field(default_factory=dict)
    words: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    def note(
        self,
        work: str,
        figure: float,
        unit: str,
        limit: float | None = None,
        against: str = "",
        size: int = 0,
    ) -> None:
        self.samples.setdefault(work, []).append(figure)
        if limit:
            self.limits.setdefault(work, []).append(limit)
        self.words[work] = unit, against, size

    def figures(self) -> list[Figure]:
        return [
            Figure(
                work,
                unit,
                tuple(self.samples[work]),
                tuple(self.limits.get(work, ())),
                against,
                size,
            )
            for work, (unit, against, size) in self.words.items()
        ]


def peak_memory() -> float:
    """MiB that this process held at most, since it began."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def machine() -> str:
    """Where it was measured, and what else ran there: an idle machine gives other figures."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({model}), {pages:.0f} GiB, {platform.system()},"
        f" Python {platform.python_version()}; load average {load}"
    )


def table(figures: Iterable[Figure]) -> str:
    """Ratios first."""
    head = ("ratio", "work", "figure", "unit", "limit", "against", "samples")
    rows = [head, *map(_row, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _row(one: Figure) -> tuple[str, ...]:
    return (
        f"{one.ratio:.3f}" if one.ratio else "-",
        one.work,
        f"{one.figure:,.0f}",
        one.unit,
        f"{one.limit:,.0f}" if one.limit else "-",
        one.against or "-",
        " ".join(f"{sample:,.0f}" for sample in one.samples),
    )


def plot(figures: Sequence[Figure], title: str) -> str:
    """The ratios as bars of an SVG; the line at the right is the limit."""
    shown = [one for one in figures if one.ratio]
    bar, left, width = 26, 230, 420
    height = bar * len(shown) + 60
    rows = []
    for number, one in enumerate(shown):
        ratio = one.ratio or 0.0
        top, long = 44 + number * bar, min(1.0, ratio) * width
        text = f"{ratio:.2f} ({one.figure:,.0f} {one.unit}; {one.against})"
        rows.append(
            f'<text x="{left - 8}" y="{top + 13}" text-anchor="end">{escape(one.work)}</text>'
            f'<rect x="{left}" y="{top}" width="{long:.1f}" height="18" fill="#154273"/>'
            f'<text x="{left + max(long, 0) + 6:.1f}" y="{top + 13}" fill="#555">{escape(text)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1060 {height}" role="img"'
        f' font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<text x="8" y="20" font-size="14">{escape(title)}</text>'
        f'<line x1="{left + width}" y1="34" x2="{left + width}" y2="{height - 8}" stroke="#a90061"/>'
        f"{''.join(rows)}</svg>\n"
    )


@dataclass
class Progress:
    """One line on the terminal that says what is at work; silent where nobody looks."""

    quiet: bool = False

    def say(self, text: str) -> None:
        if not self.quiet:
            end = "" if sys.stderr.isatty() else "\n"
            print(f"\r\x1b[K{text}" if not end else text, end=end, file=sys.stderr, flush=True)

    def done(self) -> None:
        if not self.quiet and sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
