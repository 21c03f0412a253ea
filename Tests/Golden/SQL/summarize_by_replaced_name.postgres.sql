SELECT *
FROM (
  SELECT upper("customer") AS "customer", count(*) AS "rows"
  FROM "orders"
  GROUP BY 1
) AS "t"
ORDER BY "customer" COLLATE "C" NULLS LAST
