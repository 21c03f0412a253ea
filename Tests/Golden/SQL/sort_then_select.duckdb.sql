SELECT "customer", "id"
FROM "orders"
ORDER BY "price" DESC NULLS LAST, "customer" NULLS LAST, "id" NULLS LAST
