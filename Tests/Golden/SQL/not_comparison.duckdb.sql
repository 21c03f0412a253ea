SELECT "id"
FROM "orders"
WHERE NOT coalesce("price" > 3.0, FALSE)
