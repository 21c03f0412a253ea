SELECT "customer", "price"
FROM "orders"
