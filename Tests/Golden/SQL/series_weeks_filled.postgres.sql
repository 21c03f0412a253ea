SELECT
  "l"."day" + CAST("u"."bin" * 14 AS INT) AS "day",
  CASE WHEN "u"."bin" = 0 THEN "l"."units" ELSE 0 END AS "units",
  CASE WHEN "u"."bin" = 0 THEN "l"."price" END AS "price"
FROM (
  SELECT
    "day",
    "units",
    "price",
    coalesce(CAST(round(CAST(CAST(CAST(floor(extract(epoch FROM CAST(lead("day", 1) OVER (ORDER BY "day" NULLS LAST) AS timestamp) - CAST("day" AS timestamp)) / 86400) AS bigint) AS double precision) / 14 AS numeric), 0) AS bigint), CAST(round(CAST(CAST(CAST(floor(extract(epoch FROM CAST(max("day") OVER () AS timestamp) - CAST("day" AS timestamp)) / 86400) AS bigint) AS double precision) / 14 AS numeric), 0) AS bigint) + 1) AS "_bins1"
  FROM (
    SELECT
      CAST(date_bin('14 days', CAST("day" AS timestamp), TIMESTAMP '1970-01-05') AS date) AS "day",
      coalesce(CAST(sum("quantity") AS bigint), 0) AS "units",
      CAST(to_char(CAST(avg("price") AS double precision), '9.99999999999EEEE') AS double precision) AS "price"
    FROM "orders"
    WHERE "day" IS NOT NULL
    GROUP BY 1
  ) AS "t"
) AS "l"
CROSS JOIN LATERAL generate_series(0, "l"."_bins1" - 1) AS "u"("bin")
ORDER BY "day" NULLS LAST
