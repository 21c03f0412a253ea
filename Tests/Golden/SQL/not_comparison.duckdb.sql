SELECT "id"
FROM "orders"
WHERE NOT coalesce("price" > 3e0, FALSE)
