SELECT "id"
FROM "orders"
WHERE ("price" > 3.0 OR starts_with("customer", 'A'))
  AND "day" IS NOT NULL
ORDER BY "id" NULLS LAST
