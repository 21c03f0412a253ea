SELECT
  CAST(`product` AS STRING) AS `product`,
  CAST(`category` AS STRING) AS `category`,
  CAST(`price` AS DOUBLE) AS `price`,
  CAST(`stock` AS BIGINT) AS `stock`
FROM (
  SELECT * FROM things -- all of them
) AS `t`
ORDER BY
  CAST(`product` AS STRING) NULLS LAST,
  CAST(`category` AS STRING) NULLS LAST,
  CAST(`price` AS DOUBLE) NULLS LAST,
  CAST(`stock` AS BIGINT) NULLS LAST
