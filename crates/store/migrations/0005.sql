-- Whom providers of organisations mean by which account.

CREATE TABLE account_identity (
  account TEXT NOT NULL REFERENCES account (id),
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  bound BIGINT NOT NULL,
  PRIMARY KEY (issuer, subject)
);

-- One person of each provider.
CREATE UNIQUE INDEX identity_of_account ON account_identity (account, issuer);

-- Addresses from which an account was signed in to. Both are hashes under the key of `attempt_key`.
CREATE TABLE known_address (
  login TEXT NOT NULL,
  address TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (login, address)
);

CREATE INDEX known_address_at ON known_address (at);
