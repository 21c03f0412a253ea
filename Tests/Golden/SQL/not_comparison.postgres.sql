SELECT "id"
FROM "orders"
WHERE NOT coalesce("price" > float8 '3.0', FALSE)
ORDER BY "id" NULLS LAST
