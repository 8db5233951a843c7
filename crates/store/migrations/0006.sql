-- When whoever has a session showed who they are: password and code, or their provider. 0: never, as holders of links.

ALTER TABLE session ADD COLUMN proved BIGINT NOT NULL DEFAULT 0;
