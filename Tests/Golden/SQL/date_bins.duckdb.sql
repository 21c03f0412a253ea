SELECT
  "id",
  CAST("at" AS DATE) AS "d",
  time_bucket(INTERVAL '10 days', "day", DATE '1970-01-05') AS "d10",
  CAST(date_trunc('week', "day") AS DATE) AS "w",
  time_bucket(INTERVAL '14 days', CAST("at" AS DATE), DATE '1970-01-05') AS "w2",
  CAST(date_trunc('month', "at") AS DATE) AS "mo",
  time_bucket(INTERVAL '5 months', "day", DATE '1970-01-01') AS "mo5",
  CAST(date_trunc('quarter', "day") AS DATE) AS "q",
  CAST(date_trunc('year', "at") AS DATE) AS "y",
  time_bucket(INTERVAL '120 months', "day", DATE '1970-01-01') AS "y10",
  date_trunc('hour', "at") AS "h",
  time_bucket(INTERVAL '05:00:00', "at", date_trunc('day', "at")) AS "h5",
  time_bucket(INTERVAL '01:30:00', "at", date_trunc('day', "at")) AS "min90"
FROM "orders"
