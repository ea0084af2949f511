"""A list on a page: its columns, order, filters and page are all in the address, so that a link is a view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from shared.web.lights import Stand

PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Column:
    """`key` is the name in the address and, when the column sorts, the name the service maps to its own SQL."""

    key: str
    label: str
    sorts: bool = False
    right: bool = False


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

    @classmethod
    def of(
        cls, request: Request, columns: Sequence[Column], sort: str, filters: Sequence[str] = ()
    ) -> "ListQuery":
        """`sort` is the default order, `-` in front for descending; `filters` are the keys the list knows."""
        asked = request.query_params
        sortable = {column.key for column in columns if column.sorts}
        order = asked.get("sort", sort)
        order = order if order.removeprefix("-") in sortable else sort
        return cls(
            path=request.url.path,
            sort=order.removeprefix("-"),
            descending=order.startswith("-"),
            page=max(1, _number(asked.get("page"), 1)),
            page_size=size
            if (size := _number(asked.get("pageSize"), PAGE_SIZES[0])) in PAGE_SIZES
            else PAGE_SIZES[0],
            chosen={key: asked[key] for key in filters if asked.get(key)},
            search=asked.get("zoek", "").strip(),
            wants_csv=asked.get("formaat") == "csv",
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
        values |= {self.page_key if key == "page" else key: value for key, value in changes.items()}
        asked = urlencode({key: value for key, value in values.items() if value not in (None, "")})
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


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default
