SELECT *
FROM (
  (
    SELECT "product"
    FROM "orders"
    ORDER BY "product" COLLATE "C" NULLS LAST
    LIMIT 2
  )
  UNION ALL
  SELECT "product"
  FROM "products"
) AS "t"
ORDER BY "product" COLLATE "C" NULLS LAST
