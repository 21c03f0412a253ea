SELECT "id", "price"
FROM "orders"
WHERE "price" > 2.5
ORDER BY
  "price" DESC NULLS LAST,
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "customer" NULLS LAST,
  "product" NULLS LAST,
  "quantity" NULLS LAST,
  "paid" NULLS LAST
LIMIT 2
