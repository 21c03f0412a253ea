SELECT
  "l"."customer",
  CAST("l"."day" + to_months(CAST("u"."bin" AS INT)) AS DATE) AS "day",
  CASE WHEN "u"."bin" = 0 THEN "l"."units" END AS "units",
  CASE WHEN "u"."bin" = 0 THEN "l"."rows" END AS "rows"
FROM (
  SELECT
    "customer",
    "day",
    "units",
    "rows",
    coalesce(date_sub('month', "day", lead("day", 1) OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST)), date_sub('month', "day", max("day") OVER ()) + 1) AS "_bins1"
  FROM (
    SELECT
      "customer",
      CAST(date_trunc('month', "day") AS DATE) AS "day",
      coalesce(CAST(sum("quantity") AS BIGINT), 0) AS "units",
      count(*) AS "rows"
    FROM "orders"
    WHERE "day" IS NOT NULL
    GROUP BY "customer", 2
  ) AS "t"
) AS "l"
CROSS JOIN LATERAL unnest(range("l"."_bins1")) AS "u"("bin")
ORDER BY "l"."customer" NULLS LAST, "day" NULLS LAST
