-- The store behind `lakwerk search`: what is published, and no more. All text is redacted text;
-- of the redactions only counts are here. Rows are derived from records/*.json.

CREATE TABLE documents (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,   -- HMAC-SHA-256 of the input's bytes, first 32 hex
    fingerprint     TEXT NOT NULL,          -- keyed hash of the settings and rules it was done with
    stem            TEXT NOT NULL UNIQUE,   -- name of its files below redacted/ and records/ or quarantine/
    source          TEXT NOT NULL,          -- file name of the input, without personal data
    state           TEXT NOT NULL CHECK (state IN ('done', 'quarantine')),
    reason          TEXT,                   -- of a document in quarantine
    detail          TEXT,
    redacted        TEXT,                   -- file name below redacted/
    kind            TEXT,
    title           TEXT,
    date            TEXT,                   -- YYYY-MM-DD, as every date here
    our_reference   TEXT,
    your_reference  TEXT,
    ministry        TEXT,
    pages           INTEGER NOT NULL DEFAULT 0,
    ocr_pages       INTEGER NOT NULL DEFAULT 0,
    kept            INTEGER NOT NULL DEFAULT 0   -- findings that stay readable
);

-- One row for each input path, in sorted path order; the paths themselves are confidential.
CREATE TABLE listings (
    position  INTEGER PRIMARY KEY,
    document  TEXT NOT NULL,
    source    TEXT NOT NULL
);

CREATE TABLE dossiers (
    document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    dossier   TEXT NOT NULL,
    PRIMARY KEY (document, dossier)
) WITHOUT ROWID;

CREATE TABLE warnings (
    document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TABLE redactions (
    document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ground    TEXT NOT NULL,
    category  TEXT NOT NULL,
    amount    INTEGER NOT NULL,
    PRIMARY KEY (document, ground, category)
) WITHOUT ROWID;

CREATE TABLE commitments (
    document    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    id          TEXT NOT NULL,
    page        INTEGER NOT NULL,
    sentence    TEXT NOT NULL,
    action      TEXT NOT NULL,
    actor       TEXT,
    recipient   TEXT,
    made_on     TEXT,
    deadline    TEXT,                       -- id of the first of its deadlines
    status      TEXT NOT NULL,
    confidence  REAL NOT NULL,
    PRIMARY KEY (document, id)
) WITHOUT ROWID;

CREATE TABLE motions (
    document    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    id          TEXT NOT NULL,
    page        INTEGER NOT NULL,
    sentence    TEXT NOT NULL,
    movers      TEXT NOT NULL,              -- "Marijnissen, Van Esch"
    and_others  INTEGER NOT NULL,
    dossier     TEXT,
    paper       INTEGER,                    -- number of the paper in its dossier
    subject     TEXT,
    replaces    TEXT,
    status      TEXT NOT NULL,
    confidence  REAL NOT NULL,
    PRIMARY KEY (document, id)
) WITHOUT ROWID;

CREATE TABLE deadlines (
    document    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    id          TEXT NOT NULL,
    page        INTEGER NOT NULL,
    text        TEXT NOT NULL,
    sentence    TEXT NOT NULL,
    earliest    TEXT,
    latest      TEXT,
    recurrence  TEXT,
    confidence  REAL NOT NULL,
    PRIMARY KEY (document, id)
) WITHOUT ROWID;

CREATE TABLE applications (
    document    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    deadline    TEXT NOT NULL,
    applies_to  TEXT NOT NULL,              -- id of a commitment or a motion
    PRIMARY KEY (document, deadline, applies_to)
) WITHOUT ROWID;

-- What can be found: every section, commitment, motion and deadline, with the words as they stand.
CREATE TABLE passages (
    number    INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    kind      TEXT NOT NULL CHECK (kind IN ('document', 'commitment', 'motion', 'deadline')),
    record    TEXT,                         -- "c1", "m1", "d1"
    page      INTEGER NOT NULL,
    text      TEXT NOT NULL,
    due       TEXT                          -- last day of its (first) deadline
);
CREATE INDEX passages_of_document ON passages (document);
CREATE INDEX passages_by_due ON passages (due) WHERE due IS NOT NULL;

-- The same passages as stems (corpus/stem.py). `head` holds title, heading, actor, movers and the like.
CREATE VIRTUAL TABLE words USING fts5 (head, body, tokenize = "unicode61 remove_diacritics 0");

-- Which words a stem stands for, so that "toezeggi*" finds "toezegging" though its stem is "toezeg".
CREATE TABLE vocabulary (
    word  TEXT NOT NULL,
    stem  TEXT NOT NULL,
    PRIMARY KEY (word, stem)
) WITHOUT ROWID;
