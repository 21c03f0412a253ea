SELECT "l"."id", "r"."stock"
FROM "orders" AS "l"
CROSS JOIN "products" AS "r"
ORDER BY "l"."id" NULLS LAST, "r"."stock" NULLS LAST
