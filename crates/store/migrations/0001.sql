-- Every column is TEXT or BIGINT, so that this text serves both databases. Times are microseconds since the first day of
-- 1970, UTC; hashes and salts are hexadecimal; `content` is JSON.

CREATE TABLE round (
  id TEXT NOT NULL PRIMARY KEY,
  edition TEXT NOT NULL,
  survey TEXT NOT NULL,
  name TEXT NOT NULL,
  class TEXT NOT NULL,
  zone TEXT NOT NULL,
  opens BIGINT,
  closes BIGINT,
  state TEXT NOT NULL,
  -- The end of the round's audit chain: the row that a writer locks.
  head_no BIGINT NOT NULL,
  head_hash TEXT NOT NULL,
  head_at BIGINT NOT NULL
);

CREATE TABLE subject (
  round TEXT NOT NULL REFERENCES round (id),
  id TEXT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (round, id)
);

CREATE TABLE response (
  id TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL,
  subject TEXT NOT NULL,
  part TEXT NOT NULL,
  UNIQUE (round, subject, part),
  FOREIGN KEY (round, subject) REFERENCES subject (round, id)
);

-- Facts that were committed together.
CREATE TABLE batch (
  round TEXT NOT NULL REFERENCES round (id),
  no BIGINT NOT NULL,
  at BIGINT NOT NULL,
  prev TEXT NOT NULL,
  root TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (round, no)
);

CREATE TABLE fact (
  id TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL,
  no BIGINT NOT NULL,
  pos BIGINT NOT NULL,
  response TEXT NOT NULL REFERENCES response (id),
  author TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- The whole fact, as its leaf was computed of it.
  content TEXT NOT NULL,
  salt TEXT,
  leaf TEXT NOT NULL,
  erased_at BIGINT,
  UNIQUE (round, no, pos),
  FOREIGN KEY (round, no) REFERENCES batch (round, no)
);

CREATE INDEX fact_of_response ON fact (response, no, pos);

-- What a response is now. Follows from its facts.
CREATE TABLE head (
  response TEXT NOT NULL PRIMARY KEY REFERENCES response (id),
  no BIGINT NOT NULL,
  content TEXT NOT NULL
);
