SELECT "id"
FROM "orders"
WHERE "customer" IS NOT DISTINCT FROM "product"
ORDER BY "id" NULLS LAST
