-- Where every response of a round stands, now and at any earlier time, is told from the kinds of its facts: this index
-- answers it without reading an answer.

CREATE INDEX fact_standing ON fact (round, response, kind, no, pos);
