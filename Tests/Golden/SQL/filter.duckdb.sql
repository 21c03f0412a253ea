SELECT "id", "day", "at", "customer", "product", "quantity", "price", "paid"
FROM "orders"
WHERE "price" > 2.5
  AND "customer" = 'O''Hara'
