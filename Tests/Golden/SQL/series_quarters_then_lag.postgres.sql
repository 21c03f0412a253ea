SELECT *
FROM (
  SELECT "at", "units", lag("units", 1) OVER (ORDER BY "at" NULLS LAST) AS "before"
  FROM (
    SELECT
      CAST("l"."at" + make_interval(months => CAST("u"."bin" * 6 AS INT)) AS date) AS "at",
      CASE WHEN "u"."bin" = 0 THEN "l"."units" ELSE 0 END AS "units"
    FROM (
      SELECT
        "at",
        "units",
        coalesce(CAST(round(CAST(CAST(CAST(extract(year FROM age(lead("at", 1) OVER (ORDER BY "at" NULLS LAST), "at")) * 12 + extract(month FROM age(lead("at", 1) OVER (ORDER BY "at" NULLS LAST), "at")) AS bigint) AS double precision) / 6 AS numeric), 0) AS bigint), CAST(round(CAST(CAST(CAST(extract(year FROM age(max("at") OVER (), "at")) * 12 + extract(month FROM age(max("at") OVER (), "at")) AS bigint) AS double precision) / 6 AS numeric), 0) AS bigint) + 1) AS "_bins1"
      FROM (
        SELECT
          CAST(date_trunc('month', "at") - make_interval(months => CAST((extract(year FROM "at") * 12 + extract(month FROM "at") + 5) % 6 AS int)) AS date) AS "at",
          coalesce(CAST(sum("quantity") AS bigint), 0) AS "units"
        FROM "orders"
        WHERE "at" IS NOT NULL
        GROUP BY 1
      ) AS "t"
    ) AS "l"
    CROSS JOIN LATERAL generate_series(0, "l"."_bins1" - 1) AS "u"("bin")
  ) AS "t"
) AS "t"
WHERE "units" > 0
ORDER BY "at" NULLS LAST, "units" NULLS LAST, "before" NULLS LAST
