SELECT
  CAST(date_trunc('month', "day") AS date) AS "month",
  CAST(to_char(CAST(coalesce(sum(CAST("quantity" AS double precision) * "price"), 0) AS double precision), '9.99999999999EEEE') AS double precision) AS "revenue"
FROM "orders"
GROUP BY 1
ORDER BY "month" NULLS LAST
