SELECT "id", "day", "at", "customer", "product", "quantity", "price", "paid"
FROM "orders"
WHERE "price" > 2.5
  AND "customer" = 'O''Hara'
ORDER BY
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "customer" COLLATE "C" NULLS LAST,
  "product" COLLATE "C" NULLS LAST,
  "quantity" NULLS LAST,
  "price" NULLS LAST,
  "paid" NULLS LAST
