SELECT "id"
FROM "orders"
WHERE "customer" IN ('Ann') OR "customer" IS NULL
