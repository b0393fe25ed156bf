-- H2 2: a table of this module. {expires} holds Unix milliseconds, rounded up. :now is the millisecond after the current one, so
-- a session is live while {expires} >= :now.

-- create table
CREATE TABLE IF NOT EXISTS {table} (
  {sid} varchar(128) NOT NULL PRIMARY KEY,
  {data} clob NOT NULL,
  {expires} bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS {index} ON {table} ({expires})

-- get
SELECT {data} FROM {table} WHERE {sid} = :sid AND {expires} >= :now

-- set
MERGE INTO {table} ({sid}, {data}, {expires}) KEY ({sid}) VALUES (:sid, :data, :expires)

-- touch
UPDATE {table} SET {expires} = :expires WHERE {sid} = :sid AND {expires} >= :now

-- destroy
DELETE FROM {table} WHERE {sid} = :sid AND {expires} >= :now

-- create
INSERT INTO {table} ({sid}, {data}, {expires}) VALUES (:sid, :data, :expires)

-- take over
UPDATE {table} SET {data} = :data, {expires} = :expires WHERE {sid} = :sid AND {expires} < :now

-- replace
UPDATE {table} SET {data} = :data, {expires} = :expires WHERE {sid} = :sid AND {expires} >= :now AND {data} = :expected

-- remove
DELETE FROM {table} WHERE {sid} = :sid AND {expires} >= :now AND {data} = :expected

-- state
SELECT {data}, {expires} FROM {table} WHERE {sid} = :sid AND {expires} >= :now

-- expiry
SELECT {expires} FROM {table} WHERE {sid} = :sid AND {expires} >= :now

-- page
SELECT {sid} FROM {table} WHERE {sid} > :after AND {expires} >= :now ORDER BY {sid} LIMIT :limit

-- count
SELECT COUNT(*) FROM {table} WHERE {expires} >= :now

-- clear
DELETE FROM {table} WHERE {sid} > :after AND {sid} <= :upTo

-- expired
SELECT {sid} FROM {table} WHERE {expires} < :now ORDER BY {expires} LIMIT :limit

-- sweep
DELETE FROM {table} WHERE {sid} = :sid AND {expires} < :now

-- The index of owners: a table of its own beside the sessions. "until" holds Unix milliseconds, as {expires} does: an entry has ended
-- when "until" < :now. "bound" and "since" are Unix microseconds: when the entry was bound last and first.

-- create owners
CREATE TABLE IF NOT EXISTS {owners} (
  "sid" {sidtype} NOT NULL,
  "owner" varchar(64) NOT NULL,
  "until" bigint NOT NULL,
  "bound" bigint NOT NULL,
  "since" bigint NOT NULL,
  PRIMARY KEY ("sid", "owner")
);
CREATE INDEX IF NOT EXISTS {untilindex} ON {owners} ("until");
CREATE INDEX IF NOT EXISTS {ownerindex} ON {owners} ("owner", "since", "sid")

-- bind
MERGE INTO {owners} AS old USING (SELECT CAST(:sid AS varchar(128)) AS "sid", CAST(:owner AS varchar(64)) AS "owner",
  CAST(:until AS bigint) AS "until", CAST(:bound AS bigint) AS "bound", CAST(:since AS bigint) AS "since") AS new
ON old."sid" = new."sid" AND old."owner" = new."owner"
WHEN MATCHED THEN UPDATE SET "since" = CASE WHEN old."until" < :now THEN new."since" ELSE old."since" END,
  "bound" = GREATEST(old."bound", new."bound"), "until" = GREATEST(old."until", new."until")
WHEN NOT MATCHED THEN INSERT ("sid", "owner", "until", "bound", "since")
  VALUES (new."sid", new."owner", new."until", new."bound", new."since")

-- unbind
DELETE FROM {owners} WHERE "sid" = :sid AND "owner" = :owner AND "until" >= :now

-- entries
SELECT e."sid", e."since", e."bound", CASE WHEN e."until" < :now THEN 0 WHEN s.{sid} IS NULL THEN 1 ELSE 2 END
FROM {owners} AS e LEFT JOIN {table} AS s ON s.{sid} = e."sid" AND s.{expires} >= :now
WHERE e."owner" = :owner AND e."since" >= :since AND (e."since" > :since OR e."sid" > :after)
ORDER BY e."since", e."sid" LIMIT :limit

-- remove entries
DELETE FROM {owners} WHERE "sid" IN (:sids) AND "owner" = :owner AND ("bound" <= :bound OR "until" < :now)

-- entry page
SELECT "sid" FROM {owners} WHERE "sid" > :after ORDER BY "sid" LIMIT :limit

-- clear entries
DELETE FROM {owners} WHERE "sid" > :after AND "sid" <= :upTo AND "bound" <= :bound

-- ended
SELECT "sid" FROM {owners} WHERE "until" < :now ORDER BY "until" LIMIT :limit

-- sweep entry
DELETE FROM {owners} WHERE "sid" = :sid AND "until" < :now
