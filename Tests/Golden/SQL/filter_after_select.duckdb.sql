SELECT "id", "price"
FROM "orders"
WHERE "price" > 2.5e0
ORDER BY "price" DESC NULLS LAST, "id" NULLS LAST
LIMIT 2
