SELECT "l"."id", "r"."category"
FROM (
  SELECT "id", "product", "price"
  FROM "orders"
  WHERE "paid"
) AS "l"
JOIN (
  SELECT "product", "category"
  FROM "products"
  WHERE "stock" > 1
) AS "r"
  ON "l"."product" = "r"."product"
WHERE "l"."price" < 9.0
ORDER BY "l"."id" NULLS LAST, "r"."category" NULLS LAST
