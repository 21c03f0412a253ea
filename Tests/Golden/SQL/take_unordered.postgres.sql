SELECT "product", "category", "price", "stock"
FROM "products"
ORDER BY
  "product" COLLATE "C" NULLS LAST,
  "category" COLLATE "C" NULLS LAST,
  "price" NULLS LAST,
  "stock" NULLS LAST
LIMIT 3
