SELECT
  CAST(printf('%.12g', coalesce(fsum(CAST("own" AS DOUBLE)), 0)) AS DOUBLE) AS "rows",
  count("own") AS "groups",
  max("all") AS "bins",
  coalesce(CAST(sum("dateless") AS BIGINT), 0) AS "dateless"
FROM (
  SELECT
    CAST(round(CAST(floor(epoch(CAST(max("last") OVER () AS TIMESTAMP) - CAST("first" AS TIMESTAMP)) / 86400) AS BIGINT) / 10) AS BIGINT) + 1 AS "own",
    CAST(round(CAST(floor(epoch(CAST(max("last") OVER () AS TIMESTAMP) - CAST(min("first") OVER () AS TIMESTAMP)) / 86400) AS BIGINT) / 10) AS BIGINT) + 1 AS "all",
    "dateless"
  FROM (
    SELECT
      time_bucket(INTERVAL '10 days', "first", DATE '1970-01-05') AS "first",
      time_bucket(INTERVAL '10 days', "last", DATE '1970-01-05') AS "last",
      "dateless"
    FROM (
      SELECT
        min("day") AS "first",
        max("day") AS "last",
        count(*) FILTER (WHERE "day" IS NULL) AS "dateless"
      FROM "orders"
      GROUP BY "customer"
    ) AS "t"
  ) AS "t"
) AS "t"
ORDER BY "rows" NULLS LAST, "groups" NULLS LAST, "bins" NULLS LAST, "dateless" NULLS LAST
