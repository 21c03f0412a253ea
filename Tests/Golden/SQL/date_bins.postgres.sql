SELECT
  "id",
  CAST("at" AS date) AS "d",
  CAST(date_bin('10 days', CAST("day" AS timestamp), TIMESTAMP '1970-01-05') AS date) AS "d10",
  CAST(date_trunc('week', "day") AS date) AS "w",
  CAST(date_bin('14 days', CAST("at" AS timestamp), TIMESTAMP '1970-01-05') AS date) AS "w2",
  CAST(date_trunc('month', "at") AS date) AS "mo",
  CAST(date_trunc('month', "day") - make_interval(months => CAST((extract(year FROM "day") * 12 + extract(month FROM "day") + 4) % 5 AS int)) AS date) AS "mo5",
  CAST(date_trunc('quarter', "day") AS date) AS "q",
  CAST(date_trunc('year', "at") AS date) AS "y",
  CAST(date_trunc('month', "day") - make_interval(months => CAST((extract(year FROM "day") * 12 + extract(month FROM "day") + 119) % 120 AS int)) AS date) AS "y10",
  date_trunc('hour', "at") AS "h",
  date_bin('05:00:00', "at", date_trunc('day', "at")) AS "h5",
  date_bin('01:30:00', "at", date_trunc('day', "at")) AS "min90"
FROM "orders"
ORDER BY
  "id" NULLS LAST,
  "d" NULLS LAST,
  "d10" NULLS LAST,
  "w" NULLS LAST,
  "w2" NULLS LAST,
  "mo" NULLS LAST,
  "mo5" NULLS LAST,
  "q" NULLS LAST,
  "y" NULLS LAST,
  "y10" NULLS LAST,
  "h" NULLS LAST,
  "h5" NULLS LAST,
  "min90" NULLS LAST
