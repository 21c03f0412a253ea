SELECT "customer", "id"
FROM "orders"
ORDER BY "price" DESC NULLS LAST, "customer" COLLATE "C" NULLS LAST, "id" NULLS LAST
