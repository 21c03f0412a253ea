SELECT *
FROM (
  SELECT DISTINCT "customer"
  FROM "orders"
) AS "t"
ORDER BY "customer" COLLATE "C" DESC NULLS LAST
