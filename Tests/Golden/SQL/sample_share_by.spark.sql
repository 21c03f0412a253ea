SELECT `id`, `day`, `at`, `customer`, `product`, `quantity`, `price`, `paid`
FROM (
  SELECT
    `id`,
    `day`,
    `at`,
    `customer`,
    `product`,
    `quantity`,
    `price`,
    `paid`,
    row_number() OVER (PARTITION BY `customer` ORDER BY md5('7' || '|' || coalesce(CAST(`id` AS STRING), 'null') || '|' || coalesce(CAST(`day` AS STRING), 'null') || '|' || coalesce(CAST(`at` AS STRING), 'null') || '|' || coalesce(`customer`, 'null') || '|' || coalesce(`product`, 'null') || '|' || coalesce(CAST(`quantity` AS STRING), 'null') || '|' || coalesce(CASE WHEN CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE) = floor(CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE)) AND abs(`price`) < 1e15 THEN CAST(CAST(CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE) AS BIGINT) AS STRING) ELSE CAST(CAST(format_string('%.8e', CAST(`price` AS DOUBLE)) AS DOUBLE) AS STRING) END, 'null') || '|' || coalesce(CAST(`paid` AS STRING), 'null') || '|' || CAST(`_window1` AS STRING)) NULLS LAST) AS `_window2`,
    count(*) OVER (PARTITION BY `customer`) AS `_window3`
  FROM (
    SELECT
      `id`,
      `day`,
      `at`,
      `customer`,
      `product`,
      `quantity`,
      `price`,
      `paid`,
      row_number() OVER (PARTITION BY `id`, `day`, `at`, `customer`, `product`, `quantity`, `price`, `paid`) AS `_window1`
    FROM `orders`
  ) AS `t`
) AS `t`
WHERE `_window2` <= round(CAST(`_window3` AS DOUBLE) * 0.5)
ORDER BY
  `customer` NULLS LAST,
  `id` NULLS LAST,
  `day` NULLS LAST,
  `at` NULLS LAST,
  `product` NULLS LAST,
  `quantity` NULLS LAST,
  `price` NULLS LAST,
  `paid` NULLS LAST
