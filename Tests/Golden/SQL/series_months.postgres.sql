SELECT
  "l"."customer",
  CAST("l"."day" + make_interval(months => CAST("u"."bin" AS INT)) AS date) AS "day",
  CASE WHEN "u"."bin" = 0 THEN "l"."units" END AS "units",
  CASE WHEN "u"."bin" = 0 THEN "l"."rows" END AS "rows"
FROM (
  SELECT
    "customer",
    "day",
    "units",
    "rows",
    coalesce(CAST(extract(year FROM age(lead("day", 1) OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST), "day")) * 12 + extract(month FROM age(lead("day", 1) OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST), "day")) AS bigint), CAST(extract(year FROM age(max("day") OVER (), "day")) * 12 + extract(month FROM age(max("day") OVER (), "day")) AS bigint) + 1) AS "_bins1"
  FROM (
    SELECT
      "customer",
      CAST(date_trunc('month', "day") AS date) AS "day",
      coalesce(CAST(sum("quantity") AS bigint), 0) AS "units",
      count(*) AS "rows"
    FROM "orders"
    WHERE "day" IS NOT NULL
    GROUP BY "customer", 2
  ) AS "t"
) AS "l"
CROSS JOIN LATERAL generate_series(0, "l"."_bins1" - 1) AS "u"("bin")
ORDER BY "l"."customer" COLLATE "C" NULLS LAST, "day" NULLS LAST
