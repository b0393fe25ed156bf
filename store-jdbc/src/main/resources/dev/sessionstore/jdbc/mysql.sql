-- MySQL 8 and later, and MariaDB: the table of express-mysql-session 3. {expires} holds Unix seconds, rounded half up. A
-- session is live while {expires} >= now, rounded the same way. Texts are compared as bytes, because the collations of
-- Node's table ignore trailing spaces. {key} is the unique index of the ids: without the hint the server scans a small table as
-- a whole and waits for every row that others have locked.

-- create table
CREATE TABLE IF NOT EXISTS {table} (
  {sid} varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  {expires} int unsigned NOT NULL,
  {data} mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  PRIMARY KEY ({sid}),
  KEY {index} ({expires})
) ENGINE=InnoDB

-- get
SELECT {data} FROM {table} WHERE {sid} = :sid AND {expires} >= :now

-- set
INSERT INTO {table} ({sid}, {expires}, {data}) VALUES (:sid, :expires, :data)
ON DUPLICATE KEY UPDATE {expires} = VALUES({expires}), {data} = VALUES({data})

-- touch
UPDATE {table} SET {expires} = :expires WHERE {sid} = :sid AND {expires} >= :now

-- destroy
DELETE FROM {table} WHERE {sid} = :sid AND {expires} >= :now

-- create
INSERT INTO {table} ({sid}, {expires}, {data}) VALUES (:sid, :expires, :data)

-- take over
UPDATE {table} SET {data} = :data, {expires} = :expires WHERE {sid} = :sid AND {expires} < :now

-- replace
UPDATE {table} SET {data} = :data, {expires} = :expires
WHERE {sid} = :sid AND {expires} >= :now AND CAST(CONVERT({data} USING utf8mb4) AS BINARY) = :expectedBytes

-- remove
DELETE FROM {table}
WHERE {sid} = :sid AND {expires} >= :now AND CAST(CONVERT({data} USING utf8mb4) AS BINARY) = :expectedBytes

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

-- lock expired
SELECT {sid} FROM {table} FORCE INDEX ({key}) WHERE {sid} IN (:sids) AND {expires} < :now FOR UPDATE SKIP LOCKED

-- sweep locked
DELETE swept FROM {table} AS swept FORCE INDEX ({key}) WHERE swept.{sid} IN (:sids) AND swept.{expires} < :now
