SELECT "id"
FROM (
  SELECT "id", "day", "at", "customer", "product", "quantity", "price", "paid"
  FROM "orders"
  ORDER BY
    "price" DESC NULLS LAST,
    "id" NULLS LAST,
    "day" NULLS LAST,
    "at" NULLS LAST,
    "customer" NULLS LAST,
    "product" NULLS LAST,
    "quantity" NULLS LAST,
    "paid" NULLS LAST
  LIMIT 4
) AS "t"
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
