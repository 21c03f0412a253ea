SELECT "id", "price"
FROM "orders"
WHERE "price" > 2.5
ORDER BY "price" DESC NULLS LAST, "id" NULLS LAST
LIMIT 2
