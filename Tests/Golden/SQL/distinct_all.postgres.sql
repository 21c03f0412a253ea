SELECT *
FROM (
  SELECT DISTINCT "product", "category", "price", "stock"
  FROM "products"
) AS "t"
ORDER BY
  "product" COLLATE "C" NULLS LAST,
  "category" COLLATE "C" NULLS LAST,
  "price" NULLS LAST,
  "stock" NULLS LAST
