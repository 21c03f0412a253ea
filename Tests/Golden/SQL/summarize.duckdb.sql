SELECT
  "customer",
  CAST(printf('%.12g', coalesce(fsum(CAST("quantity" AS DOUBLE) * "price"), 0)) AS DOUBLE) AS "revenue",
  count(*) AS "rows",
  coalesce(CAST(sum("quantity") AS BIGINT), 0) AS "units"
FROM "orders"
GROUP BY "customer"
ORDER BY "customer" NULLS LAST
