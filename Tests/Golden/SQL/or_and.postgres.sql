SELECT "id"
FROM "orders"
WHERE ("price" > float8 '3.0' OR starts_with("customer", 'A'))
  AND "day" IS NOT NULL
ORDER BY "id" NULLS LAST
