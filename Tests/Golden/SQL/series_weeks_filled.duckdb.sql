SELECT
  "l"."day" + CAST("u"."bin" * 14 AS INT) AS "day",
  CASE WHEN "u"."bin" = 0 THEN "l"."units" ELSE 0 END AS "units",
  CASE WHEN "u"."bin" = 0 THEN "l"."price" END AS "price"
FROM (
  SELECT
    "day",
    "units",
    "price",
    coalesce(CAST(round(CAST(floor(epoch(CAST(lead("day", 1) OVER (ORDER BY "day" NULLS LAST) AS TIMESTAMP) - CAST("day" AS TIMESTAMP)) / 86400) AS BIGINT) / 14) AS BIGINT), CAST(round(CAST(floor(epoch(CAST(max("day") OVER () AS TIMESTAMP) - CAST("day" AS TIMESTAMP)) / 86400) AS BIGINT) / 14) AS BIGINT) + 1) AS "_bins1"
  FROM (
    SELECT
      time_bucket(INTERVAL '14 days', "day", DATE '1970-01-05') AS "day",
      coalesce(CAST(sum("quantity") AS BIGINT), 0) AS "units",
      CAST(printf('%.12g', favg("price")) AS DOUBLE) AS "price"
    FROM "orders"
    WHERE "day" IS NOT NULL
    GROUP BY 1
  ) AS "t"
) AS "l"
CROSS JOIN LATERAL unnest(range("l"."_bins1")) AS "u"("bin")
ORDER BY "day" NULLS LAST
