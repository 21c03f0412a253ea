SELECT "id"
FROM "orders"
WHERE "customer" IS NOT DISTINCT FROM "product"
