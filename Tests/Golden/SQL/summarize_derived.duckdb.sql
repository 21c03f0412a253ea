SELECT "customer", CAST(printf('%.12g', coalesce(fsum("amount"), 0)) AS DOUBLE) AS "revenue"
FROM (
  SELECT "customer", CAST("quantity" AS DOUBLE) * "price" AS "amount"
  FROM "orders"
) AS "t"
GROUP BY "customer"
ORDER BY "customer" NULLS LAST
