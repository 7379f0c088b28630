import type { Locale } from './words'

/** 12,345; also of digits too long for a number. */
export const numberText = (value: number | string): string =>
  String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** 12.345 公里 · 12.345 km; every metre is kept, because the sum below it is made of metres. */
export const distanceText = (distanceMeters: number, locale: Locale): string => {
  const unit = locale === 'zh' ? '公里' : 'km'
  if (distanceMeters < 1_000) return locale === 'zh' ? `${distanceMeters} 米` : `${distanceMeters} m`
  return `${decimalText(distanceMeters, 3)} ${unit}`
}

/** 800 千瓦 · 120 平方米: how large an installation is, from watts or square metres. */
export const sizeText = (size: number, unit: 'watt' | 'squareMetre', locale: Locale): string =>
  unit === 'squareMetre'
    ? `${numberText(size)} ${locale === 'zh' ? '平方米' : 'm²'}`
    : `${decimalText(size, 3)} ${locale === 'zh' ? '千瓦' : 'kW'}`

/** A whole number, or digits too long for one, written `places` decimal places smaller, without rounding: 46,800 at 3 → 46.8. */
export const decimalText = (value: number | string, places: number): string => {
  const digits = String(value).padStart(places + 1, '0')
  const rest = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${numberText(digits.slice(0, digits.length - places))}${rest && `.${rest}`}`
}
