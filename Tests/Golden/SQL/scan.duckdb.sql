SELECT "id", "day", "at", "customer", "product", "quantity", "price", "paid"
FROM "orders"
