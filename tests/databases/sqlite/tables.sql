-- What SQLite lets a table be.
CREATE TABLE untyped (id INTEGER PRIMARY KEY, anything, something NOT NULL, word UNIQUE);
CREATE TABLE settings (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE pairs (a INT NOT NULL, b VARCHAR(3) NOT NULL, note, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE strict_ones (
    id INTEGER PRIMARY KEY,
    number INT NOT NULL,
    amount REAL NOT NULL,
    name TEXT NOT NULL UNIQUE,
    raw BLOB NOT NULL,
    whatever ANY
) STRICT;
CREATE TABLE strict_pairs (a TEXT, b INTEGER NOT NULL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
CREATE TABLE counted_by_nobody (id INT PRIMARY KEY, name NVARCHAR(20) DEFAULT NULL, size UNSIGNED BIG INT);
CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, at DATETIME DEFAULT CURRENT_TIMESTAMP, day DATE NOT NULL);
INSERT INTO counted (day) VALUES ('2020-02-02');

CREATE TABLE checked (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('a', 'b''c')), size INT NOT NULL CHECK (size > 0) CHECK (size < 10),
    code TEXT NOT NULL
        CONSTRAINT code_length
        CHECK (
            length(code) = 7
            AND code GLOB '[A-Z][A-Z]-[0-9][0-9][0-9][0-9]'  -- (a comment)
        ),
    low REAL NOT NULL, high REAL NOT NULL, active BOOLEAN NOT NULL CHECK (active IN (0, 1)),
    document JSON NOT NULL CHECK (json_valid(document)),
    CHECK (low < high), CONSTRAINT "odd: name" CHECK (kind <> 'a' OR size >= 3)
);
CREATE UNIQUE INDEX checked_code ON checked (lower(code)) WHERE active AND code <> ':off';

CREATE TABLE computed (
    id INTEGER PRIMARY KEY,
    price NUMERIC(6, 2) NOT NULL,
    tax AS (price * 0.2),
    total REAL GENERATED ALWAYS AS (price * 1.2) STORED
);

CREATE TABLE "order lines" (
    "order" INTEGER PRIMARY KEY,
    "unit price" DECIMAL NOT NULL,
    [square brackets] TEXT NOT NULL,
    `back ticks` TEXT NOT NULL DEFAULT 'a:b',
    "class" TEXT NOT NULL,
    "100%" INTEGER NOT NULL,
    "parent line" INTEGER REFERENCES "order lines" ("order")
);
CREATE TABLE "group" (id INTEGER PRIMARY KEY, "select" INTEGER NOT NULL UNIQUE REFERENCES "order lines", "say ""hi""" TEXT);
CREATE TABLE no_key (a TEXT NOT NULL, b INTEGER NOT NULL REFERENCES checked (id));
CREATE TABLE no_key_at_all (a TEXT, b FLOAT);
CREATE TABLE either (id INTEGER PRIMARY KEY, name TEXT NOT NULL, other_id INTEGER NOT NULL REFERENCES other (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE other (id INTEGER PRIMARY KEY, name TEXT NOT NULL, either_id INTEGER NOT NULL REFERENCES either (id));
CREATE VIEW names AS SELECT name FROM strict_ones;

CREATE VIRTUAL TABLE articles USING fts5 (title, body);
INSERT INTO articles (title, body) VALUES ('old', 'words');
CREATE VIRTUAL TABLE shapes USING rtree (id, left, right);
