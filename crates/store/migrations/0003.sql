-- What an account's first password is set with. Of the token only its hash is kept; the row goes when it is used.

CREATE TABLE invitation (
  account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
  hash TEXT NOT NULL UNIQUE,
  issued BIGINT NOT NULL,
  expires BIGINT NOT NULL
);

-- Rounds whose answers are made up (*simulerade data*): everything computed from them says so.

CREATE TABLE simulated (
  round TEXT NOT NULL PRIMARY KEY REFERENCES round (id),
  -- Which of several simulated rounds; none: it is not one of several.
  number BIGINT
);
