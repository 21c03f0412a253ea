SELECT *
FROM (
  SELECT "at", "units", lag("units", 1) OVER (ORDER BY "at" NULLS LAST) AS "before"
  FROM (
    SELECT
      CAST("l"."at" + to_months(CAST("u"."bin" * 6 AS INT)) AS DATE) AS "at",
      CASE WHEN "u"."bin" = 0 THEN "l"."units" ELSE 0 END AS "units"
    FROM (
      SELECT
        "at",
        "units",
        coalesce(CAST(round(date_sub('month', "at", lead("at", 1) OVER (ORDER BY "at" NULLS LAST)) / 6) AS BIGINT), CAST(round(date_sub('month', "at", max("at") OVER ()) / 6) AS BIGINT) + 1) AS "_bins1"
      FROM (
        SELECT
          time_bucket(INTERVAL '6 months', CAST("at" AS DATE), DATE '1970-01-01') AS "at",
          coalesce(CAST(sum("quantity") AS BIGINT), 0) AS "units"
        FROM "orders"
        WHERE "at" IS NOT NULL
        GROUP BY 1
      ) AS "t"
    ) AS "l"
    CROSS JOIN LATERAL unnest(range("l"."_bins1")) AS "u"("bin")
  ) AS "t"
) AS "t"
WHERE "units" > 0
ORDER BY "at" NULLS LAST, "units" NULLS LAST, "before" NULLS LAST
