-- PostgreSQL: the table of connect-pg-simple 10. {expires} is a timestamp without time zone, so each statement names its zone
-- ({zone}; empty for a timestamptz column). :expires and :now are Unix seconds, rounded up. The statements compare instants and
-- not local times, as Node's do, which is also right in the repeated hour of daylight saving.

-- create table
SELECT pg_advisory_xact_lock(hashtext('dev.sessionstore.jdbc'));
CREATE TABLE IF NOT EXISTS {table} (
  {sid} varchar NOT NULL COLLATE "default" PRIMARY KEY,
  {data} json NOT NULL,
  {expires} timestamp(6) NOT NULL
);
CREATE INDEX IF NOT EXISTS {index} ON {table} ({expires})

-- get
SELECT {data} FROM {table} WHERE {sid} = :sid AND {expires} {zone} >= to_timestamp(:now)

-- set
INSERT INTO {table} ({sid}, {data}, {expires}) VALUES (:sid, CAST(:data AS json), to_timestamp(:expires) {zone})
ON CONFLICT ({sid}) DO UPDATE SET {data} = EXCLUDED.{data}, {expires} = EXCLUDED.{expires}

-- touch
UPDATE {table} SET {expires} = to_timestamp(:expires) {zone}
WHERE {sid} = :sid AND {expires} {zone} >= to_timestamp(:now)

-- destroy
DELETE FROM {table} WHERE {sid} = :sid AND {expires} {zone} >= to_timestamp(:now)

-- create
INSERT INTO {table} AS old ({sid}, {data}, {expires})
VALUES (:sid, CAST(:data AS json), to_timestamp(:expires) {zone})
ON CONFLICT ({sid}) DO UPDATE SET {data} = EXCLUDED.{data}, {expires} = EXCLUDED.{expires}
WHERE old.{expires} {zone} < to_timestamp(:now)

-- replace
UPDATE {table} SET {data} = CAST(:data AS json), {expires} = to_timestamp(:expires) {zone}
WHERE {sid} = :sid AND {expires} {zone} >= to_timestamp(:now) AND CAST({data} AS text) = :expected

-- remove
DELETE FROM {table}
WHERE {sid} = :sid AND {expires} {zone} >= to_timestamp(:now) AND CAST({data} AS text) = :expected

-- state
SELECT {data}, CAST(extract(epoch FROM LEAST({expires}, '294276-12-30') {zone}) AS bigint) FROM {table}
WHERE {sid} = :sid AND {expires} {zone} >= to_timestamp(:now)

-- expiry
SELECT CAST(extract(epoch FROM LEAST({expires}, '294276-12-30') {zone}) AS bigint) FROM {table}
WHERE {sid} = :sid AND {expires} {zone} >= to_timestamp(:now)

-- page
SELECT {sid} FROM {table} WHERE {sid} > :after AND {expires} {zone} >= to_timestamp(:now) ORDER BY {sid} LIMIT :limit

-- count
SELECT COUNT(*) FROM {table} WHERE {expires} {zone} >= to_timestamp(:now)

-- clear
DELETE FROM {table} WHERE {sid} > :after AND {sid} <= :upTo

-- expired
SELECT {sid} FROM {table}
WHERE {expires} < to_timestamp(:now) {zone} AND {expires} {zone} < to_timestamp(:now) ORDER BY {expires} LIMIT :limit

-- sweep
DELETE FROM {table} WHERE {sid} = :sid AND {expires} {zone} < to_timestamp(:now)

-- sweep batch
DELETE FROM {table} WHERE {sid} = ANY (ARRAY(SELECT {sid} FROM {table}
WHERE {expires} < to_timestamp(:now) {zone} AND {expires} {zone} < to_timestamp(:now) ORDER BY {expires} LIMIT :limit
FOR UPDATE SKIP LOCKED)) AND {expires} {zone} < to_timestamp(:now) RETURNING {sid}

-- The index of owners: a table of its own beside the sessions. until is in Unix seconds, rounded as :expires is: an entry has ended
-- when until < :now. bound and since are Unix microseconds: when the entry was bound last and first. The owner is no char(64),
-- because a driver's varchar value would be compared with it as text, without the index.

-- create owners
SELECT pg_advisory_xact_lock(hashtext('dev.sessionstore.jdbc'));
CREATE TABLE IF NOT EXISTS {owners} (
  "sid" {sidtype} NOT NULL,
  "owner" varchar(64) NOT NULL COLLATE "C",
  "until" bigint NOT NULL,
  "bound" bigint NOT NULL,
  "since" bigint NOT NULL,
  PRIMARY KEY ("sid", "owner")
);
CREATE INDEX IF NOT EXISTS {untilindex} ON {owners} ("until");
CREATE INDEX IF NOT EXISTS {ownerindex} ON {owners} ("owner", "since", "sid")

-- bind
INSERT INTO {owners} AS old ("sid", "owner", "until", "bound", "since") VALUES (:sid, :owner, :until, :bound, :since)
ON CONFLICT ("sid", "owner") DO UPDATE SET
  "since" = CASE WHEN old."until" < :now THEN EXCLUDED."since" ELSE old."since" END,
  "bound" = GREATEST(old."bound", EXCLUDED."bound"), "until" = GREATEST(old."until", EXCLUDED."until")

-- unbind
DELETE FROM {owners} WHERE "sid" = :sid AND "owner" = :owner AND "until" >= :now

-- entries
SELECT e."sid", e."since", e."bound", CASE WHEN e."until" < :now THEN 0 WHEN s.{sid} IS NULL THEN 1 ELSE 2 END
FROM {owners} AS e LEFT JOIN {table} AS s ON s.{sid} = e."sid" AND s.{expires} {zone} >= to_timestamp(:now)
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

-- sweep entries
DELETE FROM {owners} WHERE "sid" = ANY (ARRAY(SELECT "sid" FROM {owners}
WHERE "until" < :now ORDER BY "until" LIMIT :limit FOR UPDATE SKIP LOCKED)) AND "until" < :now RETURNING "sid"
