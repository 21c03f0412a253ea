SELECT "product", "category", "variable", "value"
FROM (
  SELECT
    "l"."product",
    "l"."category",
    "l"."_row1",
    "u"."name" AS "variable",
    CASE WHEN "u"."place" = 1 THEN "l"."price" WHEN "u"."place" = 2 THEN CAST("l"."stock" AS DOUBLE) END AS "value",
    CAST("u"."place" AS BIGINT) AS "_row2"
  FROM (
    SELECT
      "product",
      "category",
      "price",
      "stock",
      row_number() OVER (ORDER BY "product" NULLS LAST, "category" NULLS LAST, "price" NULLS LAST, "stock" NULLS LAST) AS "_row1"
    FROM "products"
  ) AS "l"
  CROSS JOIN (VALUES (1, 'price'), (2, 'stock')) AS "u" ("place", "name")
) AS "t"
ORDER BY "_row1" NULLS LAST, "_row2" NULLS LAST
