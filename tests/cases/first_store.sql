-- The store of Lakwerk 0.1 with two documents, as it was before it had revisions.
CREATE TABLE documents (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    fingerprint     TEXT NOT NULL,
    stem            TEXT NOT NULL UNIQUE,
    source          TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('done', 'quarantine')),
    reason          TEXT,
    detail          TEXT,
    redacted        TEXT,
    kind            TEXT,
    title           TEXT,
    date            TEXT,
    our_reference   TEXT,
    your_reference  TEXT,
    ministry        TEXT,
    pages           INTEGER NOT NULL DEFAULT 0,
    ocr_pages       INTEGER NOT NULL DEFAULT 0,
    kept            INTEGER NOT NULL DEFAULT 0
);
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
    deadline    TEXT,
    status      TEXT NOT NULL,
    confidence  REAL NOT NULL,
    PRIMARY KEY (document, id)
) WITHOUT ROWID;
CREATE TABLE motions (
    document    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    id          TEXT NOT NULL,
    page        INTEGER NOT NULL,
    sentence    TEXT NOT NULL,
    movers      TEXT NOT NULL,
    and_others  INTEGER NOT NULL,
    dossier     TEXT,
    paper       INTEGER,
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
    applies_to  TEXT NOT NULL,
    PRIMARY KEY (document, deadline, applies_to)
) WITHOUT ROWID;
CREATE TABLE passages (
    number    INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    kind      TEXT NOT NULL CHECK (kind IN ('document', 'commitment', 'motion', 'deadline')),
    record    TEXT,
    page      INTEGER NOT NULL,
    text      TEXT NOT NULL,
    due       TEXT
);
CREATE INDEX passages_of_document ON passages (document);
CREATE INDEX passages_by_due ON passages (due) WHERE due IS NOT NULL;
CREATE VIRTUAL TABLE words USING fts5 (head, body, tokenize = "unicode61 remove_diacritics 0");
CREATE TABLE vocabulary (
    word  TEXT NOT NULL,
    stem  TEXT NOT NULL,
    PRIMARY KEY (word, stem)
) WITHOUT ROWID;
INSERT INTO documents VALUES (1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'f', 'nota', 'nota.pdf', 'done', NULL, NULL, 'nota.pdf', 'beslisnota', 'Verzamelbrief algoritmen', '2024-03-01', '2024-0000123', NULL, 'BZK', 2, 1, 3);
INSERT INTO documents VALUES (2, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'f', 'b', 'b.pdf', 'quarantine', 'damaged', 'Stuk.', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0);
INSERT INTO listings VALUES (1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'nota.pdf');
INSERT INTO dossiers VALUES (1, '26643-21');
INSERT INTO warnings VALUES (1, 1, 'Een datum zonder jaar.');
INSERT INTO redactions VALUES (1, '5.1.2e', 'person', 2);
INSERT INTO commitments VALUES (1, 'c1', 2, 'Ik zal uw Kamer voor de zomer over het algoritmeregister informeren.', 'uw Kamer over het algoritmeregister informeren', 'staatssecretaris van BZK', 'Tweede Kamer', '2024-03-01', 'd1', 'open', 0.9);
INSERT INTO motions VALUES (1, 'm1', 1, 'De motie-Van Esch over toezicht is aangenomen.', 'Van Esch', 1, '26643', 21, 'toezicht op algoritmen', NULL, 'adopted', 0.8);
INSERT INTO deadlines VALUES (1, 'd1', 2, 'voor de zomer', 'Ik zal uw Kamer voor de zomer over het algoritmeregister informeren.', NULL, '2024-07-04', NULL, 0.9);
INSERT INTO applications VALUES (1, 'd1', 'c1');
INSERT INTO passages VALUES (1, 1, 'document', NULL, 1, 'Aanleiding
De Kamer vroeg om een register.', NULL);
INSERT INTO passages VALUES (2, 1, 'document', NULL, 1, 'Ik zal uw Kamer voor de zomer over het algoritmeregister informeren.', NULL);
INSERT INTO passages VALUES (3, 1, 'commitment', 'c1', 2, 'Ik zal uw Kamer voor de zomer over het algoritmeregister informeren.', '2024-07-04');
INSERT INTO passages VALUES (4, 1, 'motion', 'm1', 1, 'De motie-Van Esch over toezicht is aangenomen.', NULL);
INSERT INTO passages VALUES (5, 1, 'deadline', 'd1', 2, 'Ik zal uw Kamer voor de zomer over het algoritmeregister informeren.', '2024-07-04');
INSERT INTO vocabulary VALUES ('21', '21');
INSERT INTO vocabulary VALUES ('26643', '26643');
INSERT INTO vocabulary VALUES ('aangenomen', 'aannoom');
INSERT INTO vocabulary VALUES ('aanleiding', 'aanleid');
INSERT INTO vocabulary VALUES ('algoritmen', 'algoritm');
INSERT INTO vocabulary VALUES ('algoritmeregister', 'algoritmeregi');
INSERT INTO vocabulary VALUES ('bzk', 'bzk');
INSERT INTO vocabulary VALUES ('de', 'de');
INSERT INTO vocabulary VALUES ('een', 'een');
INSERT INTO vocabulary VALUES ('esch', 'esch');
INSERT INTO vocabulary VALUES ('het', 'het');
INSERT INTO vocabulary VALUES ('ik', 'ik');
INSERT INTO vocabulary VALUES ('informeren', 'informer');
INSERT INTO vocabulary VALUES ('is', 'is');
INSERT INTO vocabulary VALUES ('kamer', 'kamer');
INSERT INTO vocabulary VALUES ('motie', 'motie');
INSERT INTO vocabulary VALUES ('om', 'om');
INSERT INTO vocabulary VALUES ('op', 'op');
INSERT INTO vocabulary VALUES ('over', 'over');
INSERT INTO vocabulary VALUES ('register', 'regi');
INSERT INTO vocabulary VALUES ('staatssecretaris', 'staatssecretaris');
INSERT INTO vocabulary VALUES ('toezicht', 'toezicht');
INSERT INTO vocabulary VALUES ('tweede', 'tweede');
INSERT INTO vocabulary VALUES ('uw', 'uw');
INSERT INTO vocabulary VALUES ('van', 'van');
INSERT INTO vocabulary VALUES ('verzamelbrief', 'verzamelbrief');
INSERT INTO vocabulary VALUES ('voor', 'voor');
INSERT INTO vocabulary VALUES ('vroeg', 'vroeg');
INSERT INTO vocabulary VALUES ('zal', 'zal');
INSERT INTO vocabulary VALUES ('zomer', 'zomer');
PRAGMA user_version = 1;
