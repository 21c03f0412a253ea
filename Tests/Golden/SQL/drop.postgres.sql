SELECT "id", "customer", "product", "quantity", "price"
FROM "orders"
ORDER BY
  "id" NULLS LAST,
  "customer" COLLATE "C" NULLS LAST,
  "product" COLLATE "C" NULLS LAST,
  "quantity" NULLS LAST,
  "price" NULLS LAST
