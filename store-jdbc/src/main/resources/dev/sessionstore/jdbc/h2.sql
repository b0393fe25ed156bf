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
