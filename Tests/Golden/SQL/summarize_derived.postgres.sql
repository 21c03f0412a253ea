SELECT
  "customer",
  CAST(to_char(CAST(coalesce(sum("amount"), 0) AS double precision), '9.99999999999EEEE') AS double precision) AS "revenue"
FROM (
  SELECT "customer", CAST("quantity" AS double precision) * "price" AS "amount"
  FROM "orders"
) AS "t"
GROUP BY "customer"
ORDER BY "customer" COLLATE "C" NULLS LAST
