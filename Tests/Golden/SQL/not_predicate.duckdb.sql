SELECT "id"
FROM "orders"
WHERE NOT coalesce(starts_with("customer", 'A'), FALSE)
