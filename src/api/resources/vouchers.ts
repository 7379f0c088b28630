import type {
  DeliveryRequest,
  OfflineForm,
  Voucher,
  VoucherCode,
  VoucherCodeRequest,
  VoucherList,
  VoucherRequest,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

export const voucherApi = (client: ApiClient) => {
  const act = <T>(voucherId: string, act: string, options?: WriteOptions) =>
    client.post<T>(`/v1/me/vouchers/${voucherId}/${act}`, undefined, options)
  return {
    list: (cursor?: string) =>
      client.get<VoucherList>('/v1/me/vouchers', cursor === undefined ? {} : { cursor }),
    detail: (voucherId: string) => client.get<Voucher>(`/v1/me/vouchers/${voucherId}`),
    take: (request: VoucherRequest, options: WriteOptions) =>
      client.post<Voucher>('/v1/me/vouchers', request, options),
    confirm: (voucherId: string, options: WriteOptions) => act<Voucher>(voucherId, 'confirmation', options),
    send: (voucherId: string, request: DeliveryRequest) =>
      client.put<Voucher>(`/v1/me/vouchers/${voucherId}/recipient`, request),
    refund: (voucherId: string, options: WriteOptions) => act<Voucher>(voucherId, 'refund', options),
    code: (voucherId: string, request: VoucherCodeRequest) =>
      client.post<VoucherCode>(`/v1/me/vouchers/${voucherId}/codes`, request),
    offlineForm: (voucherId: string) => act<OfflineForm>(voucherId, 'offline-form'),
  }
}

export type VoucherApi = ReturnType<typeof voucherApi>
