import type { Locale } from './words'

/** 12,345 */
export const numberText = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** 12.345 公里 · 12.345 km; every metre is kept, because the sum below it is made of metres. */
export const distanceText = (distanceMeters: number, locale: Locale): string => {
  const unit = locale === 'zh' ? '公里' : 'km'
  if (distanceMeters < 1_000) return locale === 'zh' ? `${distanceMeters} 米` : `${distanceMeters} m`
  const whole = numberText(Math.floor(distanceMeters / 1_000))
  const rest = String(distanceMeters % 1_000)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return `${whole}${rest && `.${rest}`} ${unit}`
}
