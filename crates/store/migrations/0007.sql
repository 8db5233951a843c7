-- What happens to publications, and their files. Events of all publications are one chain, which seals the leaf of what an
-- event says: words are erased with the salt, and the chain holds. A folder is known by the hash of
-- its manifest; a file's bytes are kept once, in pieces, as Base64.

CREATE TABLE publishing (
  no BIGINT NOT NULL PRIMARY KEY,
  publication TEXT NOT NULL,
  at BIGINT NOT NULL,
  author TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  salt TEXT,
  leaf TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  erased_at BIGINT
);

CREATE INDEX publishing_of ON publishing (publication, no);

CREATE TABLE publication_file (
  folder TEXT NOT NULL,
  no BIGINT NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (folder, no),
  UNIQUE (folder, path)
);

CREATE TABLE publication_piece (
  sha256 TEXT NOT NULL,
  no BIGINT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (sha256, no)
);
