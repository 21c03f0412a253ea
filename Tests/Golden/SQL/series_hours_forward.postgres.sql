SELECT
  "l"."customer",
  "l"."first",
  "l"."at" + (INTERVAL '06:00:00' * CAST("u"."bin" AS double precision)) AS "at",
  "l"."units"
FROM (
  SELECT
    "customer",
    "first",
    "at",
    "units",
    coalesce(CAST(round(CAST(CAST(extract(epoch FROM lead("at", 1) OVER (PARTITION BY "customer", "first" ORDER BY "at" NULLS LAST) - "at") AS double precision) / nullif(extract(epoch FROM INTERVAL '06:00:00'), 0) AS numeric), 0) AS bigint), 1) AS "_bins1"
  FROM (
    SELECT
      "customer",
      left("product", 1) AS "first",
      date_bin('06:00:00', "at", date_trunc('day', "at")) AS "at",
      coalesce(CAST(sum("quantity") AS bigint), 0) AS "units"
    FROM "orders"
    WHERE "at" >= TIMESTAMP '2024-01-31 00:00:00'
      AND "at" IS NOT NULL
    GROUP BY "customer", 2, 3
  ) AS "t"
) AS "l"
CROSS JOIN LATERAL generate_series(0, "l"."_bins1" - 1) AS "u"("bin")
ORDER BY
  "l"."customer" COLLATE "C" NULLS LAST,
  "l"."first" COLLATE "C" NULLS LAST,
  "at" NULLS LAST
