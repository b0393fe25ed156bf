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
