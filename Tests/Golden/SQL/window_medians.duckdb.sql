SELECT
  "id",
  "price",
  "middle",
  "customers",
  "usual",
  "price" - CAST(printf('%.12g', favg("price") OVER ()) AS DOUBLE) AS "above"
FROM (
  SELECT
    "l"."id",
    coalesce("l"."price", "l"."_group1") AS "price",
    "l"."_row1",
    "l"."_group2" AS "middle",
    "l"."_group3" AS "customers",
    "r"."_group4" AS "usual"
  FROM (
    SELECT
      "l"."id",
      "l"."price",
      "l"."_row1",
      "l"."_group1",
      "r"."_group2",
      "r"."_group3",
      month("l"."day") AS "_key1"
    FROM (
      SELECT "l"."id", "l"."day", "l"."price", "l"."paid", "l"."_row1", "r"."_group1"
      FROM (
        SELECT "id", "day", "price", "paid", row_number() OVER () AS "_row1"
        FROM "orders"
      ) AS "l"
      CROSS JOIN (
        SELECT quantile_cont("price", 0.5) AS "_group1"
        FROM "orders"
      ) AS "r"
    ) AS "l"
    JOIN (
      SELECT
        "paid",
        quantile_cont("quantity", 0.5) AS "_group2",
        count(DISTINCT "customer") AS "_group3"
      FROM "orders"
      GROUP BY "paid"
    ) AS "r"
      ON "l"."paid" IS NOT DISTINCT FROM "r"."paid"
  ) AS "l"
  JOIN (
    SELECT "_key1", mode("product" ORDER BY "product") AS "_group4"
    FROM (
      SELECT "product", month("day") AS "_key1"
      FROM "orders"
    ) AS "t"
    GROUP BY "_key1"
  ) AS "r"
    ON "l"."_key1" IS NOT DISTINCT FROM "r"."_key1"
) AS "t"
ORDER BY "_row1" NULLS LAST
