SELECT "id"
FROM "orders"
WHERE ("price" > 3e0 OR starts_with("customer", 'A'))
  AND "day" IS NOT NULL
