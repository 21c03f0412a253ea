SELECT
  "l"."id",
  "l"."day",
  "l"."at",
  "l"."customer",
  "l"."product",
  "l"."quantity",
  "l"."price",
  "l"."paid",
  "r"."_group1" AS "middle"
FROM "orders" AS "l"
JOIN (
  SELECT "customer", percentile_cont(0.5) WITHIN GROUP (ORDER BY "price") AS "_group1"
  FROM "orders"
  GROUP BY "customer"
) AS "r"
  ON coalesce("l"."customer", '') = coalesce("r"."customer", '') AND ("l"."customer" IS NULL) = ("r"."customer" IS NULL)
ORDER BY
  "l"."id" NULLS LAST,
  "l"."day" NULLS LAST,
  "l"."at" NULLS LAST,
  "l"."customer" COLLATE "C" NULLS LAST,
  "l"."product" COLLATE "C" NULLS LAST,
  "l"."quantity" NULLS LAST,
  "l"."price" NULLS LAST,
  "l"."paid" NULLS LAST,
  "r"."_group1" NULLS LAST
