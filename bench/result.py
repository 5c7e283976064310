"""A figure beside its aim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict


class Result(TypedDict):
    """What was measured; a ``value`` above its ``aim`` falls short."""

    name: str
    value: float
    unit: str
    aim: float


def result(name: str, value: float, unit: str, aim: float) -> Result:
    return {"name": name, "value": round(value, 3), "unit": unit, "aim": aim}


def falls_short(result: Result) -> bool:
    return result["value"] > result["aim"]


def table(results: Iterable[Result]) -> str:
    """The results in columns: what, figure, aim, verdict."""
    rows = [("", "measured", "aim", "")]
    rows += [
        (
            each["name"],
            f"{each['value']:,.2f} {each['unit']}",
            f"≤ {each['aim']:,.2f}",
            "FALLS SHORT" if falls_short(each) else "ok",
        )
        for each in results
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        f"  {name:<{widths[0]}}  {value:>{widths[1]}}  {aim:>{widths[2]}}  {verdict}"
        for name, value, aim, verdict in rows
    )
