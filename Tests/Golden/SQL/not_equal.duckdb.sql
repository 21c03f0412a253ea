SELECT "id"
FROM "orders"
WHERE "customer" IS DISTINCT FROM 'Ann'
