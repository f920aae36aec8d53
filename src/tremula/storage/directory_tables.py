"""The tables of the directory's own file. It holds providers and imports, and nothing about the person.

`spot` is clustered by map square, so that one look at a place reads a few pages; `entry_words` is an index
without contents (FTS5), whose rows go when their entries go.
"""

from __future__ import annotations

VERSION = 2
TABLES = """
CREATE TABLE import (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, digest TEXT NOT NULL, made TEXT NOT NULL,
  state TEXT NOT NULL, size INTEGER NOT NULL, mapping TEXT NOT NULL, invented INTEGER NOT NULL,
  place INTEGER NOT NULL DEFAULT 0, line INTEGER NOT NULL DEFAULT 0, rows INTEGER NOT NULL DEFAULT 0,
  kept INTEGER NOT NULL DEFAULT 0, bad INTEGER NOT NULL DEFAULT 0, placeless INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE problem (
  import_id INTEGER NOT NULL, line INTEGER NOT NULL, place TEXT NOT NULL, what TEXT NOT NULL
);
CREATE INDEX problem_of ON problem (import_id, line);
CREATE TABLE upload (
  import_id INTEGER NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (import_id, number)
);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL, key TEXT NOT NULL, cell INTEGER NOT NULL,
  lat REAL, lon REAL, price INTEGER, years INTEGER, facets TEXT NOT NULL, rank INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX entry_of ON entry (import_id);
CREATE INDEX entry_key ON entry (key);
CREATE INDEX entry_rank ON entry (rank DESC, id, price, years);
CREATE TABLE spot (
  cell INTEGER NOT NULL, id INTEGER NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, price INTEGER,
  years INTEGER, facets TEXT NOT NULL, guessed INTEGER NOT NULL DEFAULT 0, code TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (cell, id)
) WITHOUT ROWID;
CREATE TABLE facet (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, folded TEXT NOT NULL, label TEXT NOT NULL,
  n INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, folded)
);
CREATE TABLE postcode (
  folded TEXT NOT NULL, country TEXT NOT NULL, import_id INTEGER NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL,
  PRIMARY KEY (folded, country, import_id)
) WITHOUT ROWID;
CREATE TABLE mapping (columns TEXT PRIMARY KEY, chosen TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE entry_words USING fts5(
  words, content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 2'
);
"""
FROM_1 = """
ALTER TABLE import ADD COLUMN placeless INTEGER NOT NULL DEFAULT 0;
ALTER TABLE spot ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE spot ADD COLUMN code TEXT NOT NULL DEFAULT '';
CREATE INDEX entry_rank ON entry (rank DESC, id, price, years);
UPDATE import SET placeless = (SELECT count(*) FROM entry WHERE import_id = import.id AND cell = -1);
DELETE FROM postcode WHERE (lat, lon) IN (
  SELECT lat, lon FROM postcode GROUP BY lat, lon HAVING count(DISTINCT folded) > 1
);
"""
"""What version 1 lacks. It learned postcodes from the middle of a city, which several then share."""
