SELECT
  CAST(date_trunc('month', "day") AS DATE) AS "month",
  CAST(printf('%.12g', coalesce(fsum(CAST("quantity" AS DOUBLE) * "price"), 0)) AS DOUBLE) AS "revenue"
FROM "orders"
GROUP BY 1
ORDER BY "month" NULLS LAST
