SELECT
  `l`.`id`,
  `l`.`day`,
  `l`.`at`,
  `l`.`customer`,
  coalesce(`l`.`product`, `r`.`product`) AS `product`,
  `l`.`quantity`,
  `l`.`price`,
  `l`.`paid`,
  `r`.`category`,
  `r`.`price` AS `products_price`,
  `r`.`stock`
FROM `orders` AS `l`
RIGHT JOIN `products` AS `r`
  ON `l`.`product` = `r`.`product`
ORDER BY
  `l`.`id` NULLS LAST,
  `l`.`day` NULLS LAST,
  `l`.`at` NULLS LAST,
  `l`.`customer` NULLS LAST,
  `product` NULLS LAST,
  `l`.`quantity` NULLS LAST,
  `l`.`price` NULLS LAST,
  `l`.`paid` NULLS LAST,
  `r`.`category` NULLS LAST,
  `r`.`price` NULLS LAST,
  `r`.`stock` NULLS LAST
