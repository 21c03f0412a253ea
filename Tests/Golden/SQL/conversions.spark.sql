SELECT
  try_cast(`product` AS BIGINT) AS `int`,
  try_cast(`product` AS DOUBLE) AS `number`,
  CASE lower(trim(`product`)) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END AS `bool`,
  try_cast(`product` AS DATE) AS `date`,
  CAST(try_to_timestamp(`product`, 'dd\'/\'MM\'/\'yyyy') AS DATE) AS `pattern`,
  get_json_object('{"a": {"b": [1, 2]}}', '$[\'a\'][\'b\'][1]') AS `json`,
  CAST(trunc(`price`) AS BIGINT) AS `truncated`,
  CAST(`stock` AS DOUBLE) AS `widened`
FROM `products`
ORDER BY
  `int` NULLS LAST,
  `number` NULLS LAST,
  `bool` NULLS LAST,
  `date` NULLS LAST,
  `pattern` NULLS LAST,
  `json` NULLS LAST,
  `truncated` NULLS LAST,
  `widened` NULLS LAST
