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

-- The index of owners: a table of its own beside the sessions. until is in the unit of {expires}, with the same rule: an entry has
-- ended when until < now. bound and since are Unix microseconds: when the entry was bound last and first. Rows are locked by
-- primary key first, so that no two statements wait for one another.

-- create owners
CREATE TABLE IF NOT EXISTS {owners} (
  `sid` {sidtype} NOT NULL,
  `owner` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `until` bigint NOT NULL,
  `bound` bigint NOT NULL,
  `since` bigint NOT NULL,
  PRIMARY KEY (`sid`, `owner`),
  KEY `IDX_until` (`until`),
  KEY `IDX_owner` (`owner`, `since`, `sid`)
) ENGINE=InnoDB

-- bind
INSERT INTO {owners} (`sid`, `owner`, `until`, `bound`, `since`) VALUES (:sid, :owner, :until, :bound, :since)
ON DUPLICATE KEY UPDATE `since` = IF(`until` < :now, VALUES(`since`), `since`),
  `bound` = GREATEST(`bound`, VALUES(`bound`)), `until` = GREATEST(`until`, VALUES(`until`))

-- unbind
DELETE FROM {owners} WHERE `sid` = :sid AND `owner` = :owner AND `until` >= :now

-- entries
SELECT e.`sid`, e.`since`, e.`bound`, CASE WHEN e.`until` < :now THEN 0 WHEN s.{sid} IS NULL THEN 1 ELSE 2 END
FROM {owners} AS e LEFT JOIN {table} AS s ON s.{sid} = e.`sid` AND s.{expires} >= :now
WHERE e.`owner` = :owner AND e.`since` >= :since AND (e.`since` > :since OR e.`sid` > :after)
ORDER BY e.`since`, e.`sid` LIMIT :limit

-- remove entries
DELETE dead FROM {owners} AS dead FORCE INDEX (PRIMARY)
WHERE dead.`sid` IN (:sids) AND dead.`owner` = :owner AND (dead.`bound` <= :bound OR dead.`until` < :now)

-- entry page
SELECT `sid` FROM {owners} WHERE `sid` > :after ORDER BY `sid` LIMIT :limit

-- clear entries
DELETE FROM {owners} WHERE `sid` > :after AND `sid` <= :upTo AND `bound` <= :bound

-- ended
SELECT `sid` FROM {owners} WHERE `until` < :now ORDER BY `until` LIMIT :limit

-- sweep entry
DELETE FROM {owners} WHERE `sid` = :sid AND `until` < :now

-- lock ended
SELECT `sid` FROM {owners} FORCE INDEX (PRIMARY) WHERE `sid` IN (:sids) AND `until` < :now FOR UPDATE SKIP LOCKED

-- sweep locked entries
DELETE swept FROM {owners} AS swept FORCE INDEX (PRIMARY) WHERE swept.`sid` IN (:sids) AND swept.`until` < :now
