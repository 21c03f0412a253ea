SELECT
  "customer",
  CAST(printf('%.12g', coalesce(fsum(CAST("quantity" AS DOUBLE) * "price"), 0)) AS DOUBLE) / nullif(count(*), 0) AS "mean"
FROM "orders"
GROUP BY "customer"
ORDER BY "customer" NULLS LAST
