-- How often what is published was shown and downloaded: counts of a day. Nothing of who looked is known here, and no visit is a row.

CREATE TABLE use_count (
  day TEXT NOT NULL,
  publication TEXT NOT NULL,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (day, publication, kind, about)
);
