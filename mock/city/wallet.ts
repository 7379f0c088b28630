/** One card, code or bike account as a host's wallet lists it: number, kind and who issued it. */
export interface WalletCard {
  readonly scheme: string
  readonly value: string
  readonly kind: 'rideCode' | 'phoneCard' | 'bikeAccount' | 'plasticCard'
  readonly issuerZh: string
  readonly issuerEn: string
}

const SPTCC = { issuerZh: '上海公共交通卡', issuerEn: 'Shanghai Public Transport Card' } as const

/** The transport card inside her phone. */
export const phoneCard = (value: string): WalletCard => ({
  scheme: 'sptcc-card',
  value,
  kind: 'phoneCard',
  ...SPTCC,
})
/** A transport card ride code. */
export const transportCode = (value: string): WalletCard => ({
  scheme: 'sptcc-card',
  value,
  kind: 'rideCode',
  ...SPTCC,
})
/** A card of plastic: hosts list it, no operator reports its rides. */
export const plasticCard = (value: string): WalletCard => ({
  scheme: 'sptcc-card',
  value,
  kind: 'plasticCard',
  ...SPTCC,
})
export const metroCode = (value: string): WalletCard => ({
  scheme: 'metro-code',
  value,
  kind: 'rideCode',
  issuerZh: 'Metro大都会',
  issuerEn: 'Metro Daduhui',
})
export const busCode = (value: string): WalletCard => ({
  scheme: 'bus-code',
  value,
  kind: 'rideCode',
  issuerZh: '公交集团乘车码',
  issuerEn: 'Bus group ride code',
})
export const bikeAccount = (company: 'blue' | 'green', user: string): WalletCard => ({
  scheme: 'bike-user',
  value: `${company}:${user}`,
  kind: 'bikeAccount',
  issuerZh: company === 'blue' ? '小蓝单车' : '小绿单车',
  issuerEn: company === 'blue' ? 'Blue Bike' : 'Green Bike',
})
