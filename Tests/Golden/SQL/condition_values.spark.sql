SELECT
  `id`,
  coalesce(`price` > 3.0, FALSE) AS `dear`,
  `customer` <=> `product` AS `same`,
  startswith(`customer`, 'A') AS `starts`,
  coalesce(`price` > 3.0 AND startswith(`customer`, 'A'), FALSE) AS `both`,
  coalesce(`price` > 3.0 OR startswith(`customer`, 'A'), FALSE) AS `either`,
  NOT coalesce(`price` > 3.0 OR startswith(`customer`, 'A'), FALSE) AS `neither`,
  `price` IS NULL AS `missing`,
  CASE WHEN `price` > 3.0 THEN 'dear' WHEN startswith(`customer`, 'A') THEN 'a' ELSE 'other' END AS `label`
FROM `orders`
ORDER BY
  `id` NULLS LAST,
  `dear` NULLS LAST,
  `same` NULLS LAST,
  `starts` NULLS LAST,
  `both` NULLS LAST,
  `either` NULLS LAST,
  `neither` NULLS LAST,
  `missing` NULLS LAST,
  `label` NULLS LAST
