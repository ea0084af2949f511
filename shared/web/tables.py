"""A list on a page: its columns, order, filters and page are all in the address, so that a link is a view."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape
from starlette.requests import Request

from shared.web import weergave
from shared.web.lights import Stand

PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Column:
    """`key` is the name in the address and, when the column sorts, the name the service maps to its own SQL."""

    key: str
    label: str
    sorts: bool = False
    right: bool = False
    # Nobody can leave it out: it says what a row is about, or does something with it.
    stays: bool = False


@dataclass(frozen=True)
class Choice:
    """One chip of a filter, with the number of rows behind it and perhaps a light."""

    value: str
    label: str
    count: int | None = None
    stand: Stand | None = None


@dataclass(frozen=True)
class Filter:
    key: str
    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True)
class ListQuery:
    """What the address asks of a list. Unknown names and values fall back to the default, they never reach SQL."""

    path: str
    sort: str
    descending: bool
    page: int
    page_size: int
    chosen: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    wants_csv: bool = False
    page_key: str = "page"
    # The columns that are shown; empty is all of them. `is_keuze`: chosen just now, on the list itself.
    kolommen: tuple[str, ...] = ()
    is_keuze: bool = False

    @classmethod
    def of(
        cls, request: Request, columns: Sequence[Column], sort: str, filters: Sequence[str] = ()
    ) -> "ListQuery":
        """`sort` is the default order, `-` in front for descending; `filters` are the keys the list knows."""
        asked, gekozen = request.query_params, weergave.asked_of(request)
        sortable = {column.key for column in columns if column.sorts}
        order = gekozen.weergave.sort or sort
        order = order if order.removeprefix("-") in sortable else sort
        size = _number(gekozen.weergave.lengte, PAGE_SIZES[0])
        return cls(
            path=request.url.path,
            sort=order.removeprefix("-"),
            descending=order.startswith("-"),
            page=max(1, _number(asked.get("page"), 1)),
            page_size=size if size in PAGE_SIZES else PAGE_SIZES[0],
            chosen={key: asked[key] for key in filters if asked.get(key)},
            search=asked.get("zoek", "").strip(),
            wants_csv=asked.get("formaat") == "csv",
            kolommen=_shown(columns, gekozen.weergave.kolommen),
            is_keuze=gekozen.is_nieuw,
        )

    @classmethod
    def beside(
        cls, request: Request, path: str, name: str, keep: Sequence[str] = ()
    ) -> "ListQuery":
        """Of a list that stands on the page `path` with more: its page goes by its own name, and the names in `keep` stay as they are."""
        asked = request.query_params
        chosen = {key: asked[key] for key in keep if asked.get(key)}
        page = max(1, _number(asked.get(name), 1))
        return cls(
            path,
            sort="",
            descending=False,
            page=page,
            page_size=PAGE_SIZES[0],
            chosen=chosen,
            page_key=name,
        )

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size

    def url(self, **changes: Any) -> str:
        """The address of the same list with another order, page or filter; a filter of None is taken off."""
        values: dict[str, Any] = {
            "zoek": self.search,
            **self.chosen,
            "sort": ("-" if self.descending else "") + self.sort,
        }
        if self.page_size != PAGE_SIZES[0]:
            values["pageSize"] = self.page_size
        if self.kolommen:
            values[weergave.KOLOM] = self.kolommen
        values |= {self.page_key if key == "page" else key: value for key, value in changes.items()}
        asked = urlencode(
            {key: value for key, value in values.items() if value not in (None, "")}, doseq=True
        )
        return f"{self.path}?{asked}" + ("" if self.page_key == "page" else f"#{self.page_key}")

    def sort_url(self, key: str) -> str:
        return self.url(sort="-" + key if key == self.sort and not self.descending else key)


@dataclass(frozen=True)
class Listing:
    """Everything the table macro needs. `empty` names what would fill the table; `total` counts all pages; `csv` offers the download."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    total: int
    query: ListQuery
    empty: str
    filters: Sequence[Filter] = ()
    search_label: str = ""
    csv: bool = False

    @classmethod
    def of(
        cls,
        caption: str,
        columns: Sequence[Column],
        items: Sequence[Any],
        query: ListQuery,
        empty: str,
        search_label: str = "",
    ) -> "Listing":
        """A page of a list that is here as a whole."""
        return cls(
            caption,
            columns,
            items[query.offset : query.offset + query.page_size],
            len(items),
            query,
            empty,
            search_label=search_label,
        )

    @property
    def has_bar(self) -> bool:
        """Whether it can be searched or narrowed: such a list is the main thing of its page."""
        return bool(self.search_label or self.filters)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query.search or any(een.key in self.query.chosen for een in self.filters))

    @property
    def shown(self) -> Sequence[Column]:
        return [column for column in self.columns if self.shows(column)]

    def shows(self, column: Column) -> bool:
        kolommen = self.query.kolommen
        return not kolommen or column.key in kolommen or column not in self.hideable

    @property
    def hideable(self) -> Sequence[Column]:
        """What people may leave out: never what says which row this is."""
        return [column for column in self.columns[1:] if not column.stays]

    @property
    def all_url(self) -> str:
        """The same list, not narrowed."""
        return self.query.url(zoek=None, **{een.key: None for een in self.filters})

    @property
    def nothing(self) -> str:
        """What an empty table says: of a search, a choice or a page that holds nothing it never says that there is nothing at all."""
        if self.total:
            return "Deze bladzijde is er niet. Ga terug naar de eerste bladzijde."
        if self.query.search:
            return (
                "Niets gevonden. Kijk uw zoekvraag na, of maak het zoekveld leeg om alles te zien."
            )
        if any(self.query.chosen.get(een.key) for een in self.filters):
            return "Niets gevonden bij deze keuze. Kies iets anders, of zet de keuze uit om alles te zien."
        return self.empty

    @property
    def last_page(self) -> int:
        return max(1, ceil(self.total / self.query.page_size))

    @property
    def first_row(self) -> int:
        return self.query.offset + 1

    @property
    def last_row(self) -> int:
        return self.query.offset + len(self.rows)

    def direction(self, column: Column) -> str | None:
        """The value of `aria-sort`."""
        if not column.sorts or column.key != self.query.sort:
            return None
        return "descending" if self.query.descending else "ascending"


_CELL = re.compile(r"<(/?)(td|th|table)\b([^>]*)>")


def cells(row: Markup, listing: Listing) -> Markup:
    """The cells of a row of this list, each with the words of its column for a narrow screen; those of hidden columns are left out."""
    parts = list(_cells(str(row)))
    if len(parts) != len(listing.columns):
        raise ValueError(f"{listing.caption}: {len(parts)} cells, {len(listing.columns)} columns")
    return Markup("").join(
        Markup(_labelled(part, column))  # noqa: S704
        for part, column in zip(parts, listing.columns, strict=True)
        if listing.shows(column)
    )


def _cells(row: str) -> Iterator[str]:
    """The cells themselves; a table inside a cell is part of it."""
    start, depth = 0, 0
    for found in _CELL.finditer(row):
        is_end, name = found[1] == "/", found[2]
        if name == "table":
            depth += -1 if is_end else 1
        elif depth == 0 and not is_end:
            start = found.start()
        elif depth == 0:
            yield row[start : found.end()]


def _labelled(cell: str, column: Column) -> str:
    role = "rowheader" if cell.startswith("<th") else "cell"
    return f'{cell[:3]} role="{role}" data-kop="{escape(column.label)}"{cell[3:]}'


def _shown(columns: Sequence[Column], asked: Sequence[str]) -> tuple[str, ...]:
    """The columns that were asked for and exist; nothing when that is all of them or none."""
    known = tuple(column.key for column in columns if column.key in asked)
    return () if len(known) == len(columns) else known


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default
