SELECT
  CAST(to_char(CAST(coalesce(sum(CAST("own" AS double precision)), 0) AS double precision), '9.99999999999EEEE') AS double precision) AS "rows",
  count("own") AS "groups",
  max("all") AS "bins",
  coalesce(CAST(sum("dateless") AS bigint), 0) AS "dateless"
FROM (
  SELECT
    CAST(round(CAST(CAST(CAST(floor(extract(epoch FROM CAST(max("last") OVER () AS timestamp) - CAST("first" AS timestamp)) / 86400) AS bigint) AS double precision) / 10 AS numeric), 0) AS bigint) + 1 AS "own",
    CAST(round(CAST(CAST(CAST(floor(extract(epoch FROM CAST(max("last") OVER () AS timestamp) - CAST(min("first") OVER () AS timestamp)) / 86400) AS bigint) AS double precision) / 10 AS numeric), 0) AS bigint) + 1 AS "all",
    "dateless"
  FROM (
    SELECT
      CAST(date_bin('10 days', CAST("first" AS timestamp), TIMESTAMP '1970-01-05') AS date) AS "first",
      CAST(date_bin('10 days', CAST("last" AS timestamp), TIMESTAMP '1970-01-05') AS date) AS "last",
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
