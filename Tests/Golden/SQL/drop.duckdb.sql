SELECT "id", "customer", "product", "quantity", "price"
FROM "orders"
