SELECT *
FROM (
  SELECT DISTINCT "customer", "paid"
  FROM "orders"
) AS "t"
ORDER BY "customer" COLLATE "C" NULLS LAST, "paid" NULLS LAST
