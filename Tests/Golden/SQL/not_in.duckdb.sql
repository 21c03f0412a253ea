SELECT "id"
FROM "orders"
WHERE NOT coalesce("customer" IN ('Ann', 'Bob'), FALSE)
