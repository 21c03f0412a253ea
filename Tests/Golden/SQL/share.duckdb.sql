SELECT
  "customer",
  count(*) / nullif(sum(count(*)) OVER (), 0) AS "rows",
  CAST(printf('%.12g', coalesce(fsum(CAST("quantity" AS DOUBLE) * "price"), 0)) AS DOUBLE) / nullif(CAST(printf('%.12g', fsum(fsum(CAST("quantity" AS DOUBLE) * "price")) OVER ()) AS DOUBLE), 0) AS "amount",
  coalesce(CAST(sum("quantity") AS BIGINT), 0) / nullif(sum(sum("quantity")) OVER (), 0) AS "units"
FROM "orders"
GROUP BY "customer"
ORDER BY "customer" NULLS LAST
