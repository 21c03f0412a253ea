SELECT *
FROM (
  SELECT
    "l"."id",
    "l"."day",
    "l"."at",
    "l"."customer",
    coalesce("l"."product", "r"."product") AS "product",
    "l"."quantity",
    "l"."price",
    "l"."paid",
    "r"."category",
    "r"."price" AS "products_price",
    "r"."stock"
  FROM "orders" AS "l"
  RIGHT JOIN "products" AS "r"
    ON "l"."product" = "r"."product"
) AS "t"
ORDER BY
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "customer" COLLATE "C" NULLS LAST,
  "product" COLLATE "C" NULLS LAST,
  "quantity" NULLS LAST,
  "price" NULLS LAST,
  "paid" NULLS LAST,
  "category" COLLATE "C" NULLS LAST,
  "products_price" NULLS LAST,
  "stock" NULLS LAST
