/**
 * The tables of schema version 1. Names become small integers, days are numbers since 1970-01-01; every other instant is
 * Unix milliseconds except in `run`, whose compact form `encode-run.ts` explains.
 *
 * `run` is keyed by day first and has no other index: at 36 million rows that took a sixth of the time and half the space
 * of a job-first key. It has no foreign keys for the same reason; what it names is written in the same transaction.
 */
export const SCHEMA_V1 = `
CREATE TABLE environment(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE source(
  id INTEGER PRIMARY KEY,
  env INTEGER NOT NULL REFERENCES environment,
  name TEXT NOT NULL,
  UNIQUE(env, name)
) STRICT;

-- source: the one that last reported a run. last_good_day: no run of a later day succeeded (an upper bound).
CREATE TABLE job(
  id INTEGER PRIMARY KEY,
  env INTEGER NOT NULL REFERENCES environment,
  name TEXT NOT NULL,
  source INTEGER REFERENCES source,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  last_good_day INTEGER,
  UNIQUE(env, name)
) STRICT;

-- AUTOINCREMENT: an id is never used again, because runs point to the collection that saw them after it was pruned.
CREATE TABLE collection(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  env INTEGER NOT NULL REFERENCES environment,
  source INTEGER NOT NULL REFERENCES source,
  adapter TEXT NOT NULL,
  day INTEGER NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  rows INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  exit INTEGER,
  error TEXT,
  stderr TEXT
) STRICT;
CREATE INDEX collection_day ON collection(day, env, source);

CREATE TABLE rejected_line(
  collection INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
  number INTEGER NOT NULL,
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY(collection, number)
) STRICT, WITHOUT ROWID;

-- The collections that decide what is known of a source's day: ids in collection, by their start.
CREATE TABLE evidence(
  day INTEGER NOT NULL,
  env INTEGER NOT NULL,
  source INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  answer INTEGER,
  complete INTEGER,
  PRIMARY KEY(day, env, source)
) STRICT, WITHOUT ROWID;

-- Not STRICT: key holds integers, text and blobs, and times are whole seconds or, with milliseconds, fractions.
CREATE TABLE run(
  day INTEGER NOT NULL,
  env INTEGER NOT NULL,
  job INTEGER NOT NULL,
  key INTEGER NOT NULL,
  start INTEGER,
  duration INTEGER,
  status INTEGER NOT NULL,
  scheduled INTEGER,
  seen INTEGER NOT NULL,
  PRIMARY KEY(day, env, job, key)
) WITHOUT ROWID;

-- What few runs have: an exit code other than a success's 0, and a message.
CREATE TABLE run_note(
  day INTEGER NOT NULL,
  env INTEGER NOT NULL,
  job INTEGER NOT NULL,
  key INTEGER NOT NULL,
  exit INTEGER,
  message TEXT,
  PRIMARY KEY(day, env, job, key)
) WITHOUT ROWID;

-- States that runs were in: first seen by the collection seen, replaced by what the collection superseded saw.
CREATE TABLE run_change(
  day INTEGER NOT NULL,
  env INTEGER NOT NULL,
  job INTEGER NOT NULL,
  key INTEGER NOT NULL,
  superseded INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  start INTEGER,
  duration INTEGER,
  status INTEGER NOT NULL,
  scheduled INTEGER,
  exit INTEGER,
  message TEXT,
  PRIMARY KEY(day, env, job, key, superseded)
) WITHOUT ROWID;

-- Runs and counts by status; counted: counts without a status. first_seen: the collection from which run.seen counts
-- (ids grow to four bytes, the distance from a day's first one stays at one or two); NULL once the day's runs are pruned.
CREATE TABLE daily(
  day INTEGER NOT NULL,
  env INTEGER NOT NULL,
  first_seen INTEGER,
  waiting INTEGER NOT NULL,
  running INTEGER NOT NULL,
  succeeded INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  held INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  PRIMARY KEY(day, env)
) STRICT, WITHOUT ROWID;

-- job 0: the whole environment. status '': of any status.
CREATE TABLE count(
  day INTEGER NOT NULL,
  env INTEGER NOT NULL,
  source INTEGER NOT NULL,
  job INTEGER NOT NULL,
  status TEXT NOT NULL,
  count INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY(day, env, source, job, status)
) WITHOUT ROWID;

CREATE TABLE count_change(
  day INTEGER NOT NULL,
  env INTEGER NOT NULL,
  source INTEGER NOT NULL,
  job INTEGER NOT NULL,
  status TEXT NOT NULL,
  superseded INTEGER NOT NULL,
  count INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY(day, env, source, job, status, superseded)
) WITHOUT ROWID;

-- In force from known_since until gone_since. timing is JSON; announced instants stand in schedule_instant.
CREATE TABLE schedule(
  id INTEGER PRIMARY KEY,
  env INTEGER NOT NULL REFERENCES environment,
  source INTEGER NOT NULL REFERENCES source,
  job INTEGER NOT NULL REFERENCES job,
  timing TEXT NOT NULL,
  definition TEXT NOT NULL,
  is_active INTEGER NOT NULL,
  known_since INTEGER NOT NULL,
  gone_since INTEGER
) STRICT;
CREATE INDEX schedule_source ON schedule(env, source, gone_since);

-- at: an instant a scheduler announced; withdrawn: it announced another before this one had come.
CREATE TABLE schedule_instant(
  schedule INTEGER NOT NULL REFERENCES schedule ON DELETE CASCADE,
  at INTEGER NOT NULL,
  known_since INTEGER NOT NULL,
  withdrawn INTEGER,
  PRIMARY KEY(schedule, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict_change(
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,
  env INTEGER NOT NULL REFERENCES environment,
  job INTEGER NOT NULL REFERENCES job,
  due INTEGER,
  at INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  collection INTEGER
) STRICT;
CREATE INDEX verdict_change_slot ON verdict_change(day, env, job, due);

CREATE TABLE lease(
  env TEXT NOT NULL,
  source TEXT NOT NULL,
  day INTEGER NOT NULL,
  holder TEXT NOT NULL,
  expires INTEGER NOT NULL,
  PRIMARY KEY(env, source, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE cache(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/**
 * Version 2: what operators have said of findings, and an index of misses. Nothing is changed but `withdrawn`, once: who
 * said what stays told. `finding` is the report's id of one, `made` and the other instants Unix milliseconds, `until` NULL
 * without an expiry.
 */
export const SCHEMA_V2 = `
CREATE TABLE acknowledgement(
  id INTEGER PRIMARY KEY,
  env TEXT NOT NULL,
  finding TEXT NOT NULL,
  kind TEXT NOT NULL,
  user TEXT NOT NULL,
  made INTEGER NOT NULL,
  until INTEGER,
  note TEXT NOT NULL,
  withdrawn INTEGER,
  withdrawn_by TEXT
) STRICT;
CREATE INDEX acknowledgement_finding ON acknowledgement(env, finding, id);

-- Which days had a miss: most changes are excused weekends, which a year's grid must not have to look at.
CREATE INDEX verdict_change_missing ON verdict_change(day, env, job, due) WHERE verdict = 'missing';
`;

/**
 * Version 3: what runs were read from. A row holds the texts of collection and of later ones of the same source and day,
 * up to the next row's (see `run-texts.ts`); `texts` is compressed with zstd.
 */
export const SCHEMA_V3 = `
CREATE TABLE run_text(
  collection INTEGER PRIMARY KEY REFERENCES collection ON DELETE CASCADE,
  day INTEGER NOT NULL,
  env INTEGER NOT NULL,
  source INTEGER NOT NULL,
  texts BLOB NOT NULL
) STRICT;
CREATE INDEX run_text_day ON run_text(day, env, source);
`;

/**
 * Version 4: what was learned of jobs, and what that makes of days to come. `learned_job` has a row a job: its model as JSON,
 * the version of the learner that made it and the last business day that it knows. `learned_day` tells which days an
 * environment has learned (`learned_environment`: with which settings it forecasts). A `forecast` is what was expected of a
 * day before it had begun (see `forecasts.ts`), compressed with zstd: a past day is judged by what was known before it.
 */
export const SCHEMA_V4 = `
CREATE TABLE learned_job(
  job INTEGER PRIMARY KEY REFERENCES job,
  version INTEGER NOT NULL,
  day INTEGER NOT NULL,
  model TEXT NOT NULL
) STRICT;

CREATE TABLE learned_day(
  env INTEGER NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY(env, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE learned_environment(
  env INTEGER PRIMARY KEY REFERENCES environment,
  version INTEGER NOT NULL,
  settings TEXT NOT NULL,
  summary TEXT NOT NULL
) STRICT;

CREATE TABLE forecast(
  day INTEGER NOT NULL,
  env INTEGER NOT NULL,
  jobs BLOB NOT NULL,
  PRIMARY KEY(day, env)
) STRICT;
`;

/**
 * Version 5: indexes of what is rare and asked for by day: runs that ended badly (see `read-made-good.ts`; the codes are those
 * of `encode-run.ts`), and slots judged failed.
 */
export const SCHEMA_V5 = `
CREATE INDEX run_bad ON run(day, env, job) WHERE (status & 7) IN (2, 3);
CREATE INDEX verdict_change_failed ON verdict_change(day, env, job, due) WHERE verdict = 'failed';
`;
