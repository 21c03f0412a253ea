SELECT "product", "category", "price", "stock", "price" AS "Price_2", "stock" AS "PRICE_3"
FROM "products"
ORDER BY
  "product" COLLATE "C" NULLS LAST,
  "category" COLLATE "C" NULLS LAST,
  "price" NULLS LAST,
  "stock" NULLS LAST,
  "price" NULLS LAST,
  "stock" NULLS LAST
