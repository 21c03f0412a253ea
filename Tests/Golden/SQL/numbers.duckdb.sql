SELECT
  "id",
  ("quantity" + 1) * ("quantity" - (CAST(3 AS BIGINT) - (-1))) AS "sum",
  "quantity" / nullif("quantity" - 2, 0) AS "ratio",
  round("price", 1) AS "rounded",
  round("quantity", -1) AS "tens",
  CAST(floor("price") AS BIGINT) AS "floor",
  (-"quantity") % 3 AS "mod",
  "price" % 1.5 AS "mod_number",
  sqrt(CASE WHEN ("price" - 3.0) >= 0 THEN "price" - 3.0 END) AS "root",
  ln(CASE WHEN ("price" - "price") > 0 THEN "price" - "price" END) AS "log",
  exp(CASE WHEN ("price" * 1000.0) < 709.78 THEN "price" * 1000.0 END) AS "exp",
  CASE WHEN isfinite(pow(-"price", 0.5e0)) THEN pow(-"price", 0.5e0) END AS "power",
  CAST(sign("price") AS DOUBLE) AS "sign",
  CAST(printf('%.12g', floor(round("price" / 0.1e0, 9)) * 0.1e0) AS DOUBLE) AS "bin",
  (-"quantity") - ((-"quantity") % 2 + 2) % 2 AS "bin_int",
  least("price", 3e0) AS "least",
  coalesce("price", 0e0) AS "either"
FROM "orders"
