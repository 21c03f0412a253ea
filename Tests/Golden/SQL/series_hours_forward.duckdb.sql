SELECT
  "l"."customer",
  "l"."first",
  "l"."at" + to_microseconds(CAST(round(epoch_us(INTERVAL '06:00:00') * "u"."bin") AS BIGINT)) AS "at",
  "l"."units"
FROM (
  SELECT
    "customer",
    "first",
    "at",
    "units",
    coalesce(CAST(round(epoch(lead("at", 1) OVER (PARTITION BY "customer", "first" ORDER BY "at" NULLS LAST) - "at") / nullif(epoch(INTERVAL '06:00:00'), 0)) AS BIGINT), 1) AS "_bins1"
  FROM (
    SELECT
      "customer",
      left("product", 1) AS "first",
      time_bucket(INTERVAL '06:00:00', "at", date_trunc('day', "at")) AS "at",
      coalesce(CAST(sum("quantity") AS BIGINT), 0) AS "units"
    FROM "orders"
    WHERE "at" >= TIMESTAMP '2024-01-31 00:00:00'
      AND "at" IS NOT NULL
    GROUP BY "customer", 2, 3
  ) AS "t"
) AS "l"
CROSS JOIN LATERAL unnest(range("l"."_bins1")) AS "u"("bin")
ORDER BY "l"."customer" NULLS LAST, "l"."first" NULLS LAST, "at" NULLS LAST
