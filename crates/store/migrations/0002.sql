-- People: the links and accounts they come by. Names, labels and addresses are here and nowhere else. Of tokens only hashes
-- are kept. `issued_by`, `revoked_by` and `actor` are JSON, as `fact.author`.

CREATE TABLE link (
  id TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- A JSON array; none: all parts.
  parts TEXT,
  role TEXT NOT NULL,
  label TEXT,
  hash TEXT NOT NULL UNIQUE,
  issued BIGINT NOT NULL,
  issued_by TEXT NOT NULL,
  expires BIGINT NOT NULL,
  revoked BIGINT,
  revoked_by TEXT,
  first_used BIGINT,
  last_used BIGINT,
  FOREIGN KEY (round, subject) REFERENCES subject (round, id)
);

CREATE INDEX link_of_subject ON link (round, subject);

CREATE TABLE account (
  id TEXT NOT NULL PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- Argon2id, as a PHC string.
  password TEXT NOT NULL,
  totp TEXT,
  -- Of the last code that was taken; none until the first was.
  totp_step BIGINT,
  created BIGINT NOT NULL,
  disabled BIGINT
);

CREATE TABLE account_grant (
  account TEXT NOT NULL REFERENCES account (id),
  no BIGINT NOT NULL,
  role TEXT NOT NULL,
  -- None: every round.
  round TEXT REFERENCES round (id),
  -- None: the whole country.
  place TEXT,
  PRIMARY KEY (account, no)
);

CREATE TABLE session (
  hash TEXT NOT NULL PRIMARY KEY,
  link TEXT REFERENCES link (id),
  account TEXT REFERENCES account (id),
  started BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  ends BIGINT NOT NULL
);

CREATE INDEX session_of_link ON session (link);
CREATE INDEX session_of_account ON session (account);

-- Attempts to sign in, for a day. Login name and address are hashes under the key of `attempt_key`.
CREATE TABLE attempt (
  id TEXT NOT NULL PRIMARY KEY,
  -- None when the account has been signed in to since: then it counts for the address alone.
  login TEXT,
  address TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE INDEX attempt_of_login ON attempt (login);
CREATE INDEX attempt_of_address ON attempt (address);
CREATE INDEX attempt_at ON attempt (at);

-- One row, which is also what those who count attempts lock.
CREATE TABLE attempt_key (
  no BIGINT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- What was done to links, accounts and grants. Appended, and sorted by id in the order it happened.
CREATE TABLE event (
  id TEXT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  content TEXT NOT NULL
);

CREATE INDEX event_about ON event (about, id);
