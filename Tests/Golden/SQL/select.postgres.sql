SELECT "customer", "price"
FROM "orders"
ORDER BY "customer" COLLATE "C" NULLS LAST, "price" NULLS LAST
