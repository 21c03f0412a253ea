SELECT
  "id",
  "price",
  "middle",
  "customers",
  "usual",
  "price" - CAST(to_char(CAST(avg("price") OVER () AS double precision), '9.99999999999EEEE') AS double precision) AS "above"
FROM (
  SELECT
    "l"."id",
    coalesce("l"."price", "l"."_group1") AS "price",
    "l"."_group2" AS "middle",
    "l"."_group3" AS "customers",
    "r"."_group4" AS "usual"
  FROM (
    SELECT
      "l"."id",
      "l"."price",
      "l"."_group1",
      "r"."_group2",
      "r"."_group3",
      CAST(extract(month FROM "l"."day") AS bigint) AS "_key1"
    FROM (
      SELECT "l"."id", "l"."day", "l"."price", "l"."paid", "r"."_group1"
      FROM "orders" AS "l"
      CROSS JOIN (
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY "price") AS "_group1"
        FROM "orders"
      ) AS "r"
    ) AS "l"
    JOIN (
      SELECT
        "paid",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY "quantity") AS "_group2",
        count(DISTINCT "customer") AS "_group3"
      FROM "orders"
      GROUP BY "paid"
    ) AS "r"
      ON coalesce("l"."paid", FALSE) = coalesce("r"."paid", FALSE) AND ("l"."paid" IS NULL) = ("r"."paid" IS NULL)
  ) AS "l"
  JOIN (
    SELECT "_key1", mode() WITHIN GROUP (ORDER BY "product" COLLATE "C") AS "_group4"
    FROM (
      SELECT "product", CAST(extract(month FROM "day") AS bigint) AS "_key1"
      FROM "orders"
    ) AS "t"
    GROUP BY "_key1"
  ) AS "r"
    ON coalesce("l"."_key1", 0) = coalesce("r"."_key1", 0) AND ("l"."_key1" IS NULL) = ("r"."_key1" IS NULL)
) AS "t"
ORDER BY
  "id" NULLS LAST,
  "price" NULLS LAST,
  "middle" NULLS LAST,
  "customers" NULLS LAST,
  "usual" COLLATE "C" NULLS LAST,
  "above" NULLS LAST
