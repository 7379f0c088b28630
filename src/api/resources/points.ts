import type { Conversion, ConversionRequest, PointsBalance, UseOfGramsList } from '#contract'
import type { ApiClient, WriteOptions } from '../client'

export const pointsApi = (client: ApiClient) => ({
  balance: () => client.get<PointsBalance>('/v1/me/points'),
  uses: (grams: number) => client.get<UseOfGramsList>('/v1/me/points/uses', { grams }),
  convert: (request: ConversionRequest, options: WriteOptions) =>
    client.post<Conversion>('/v1/me/conversions', request, options),
})

export type PointsApi = ReturnType<typeof pointsApi>
