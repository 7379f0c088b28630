import { createApiClient } from '../../../src/api'
import type { HostPort } from '../../../src/host'
import { weappPicture } from '../../../src/host/picture/weapp'
import { bufferOf } from '../../../src/host/read'
import { weappHost } from '../../../src/host/weapp'
import { createInstitutionStores } from '../../../src/stores/institution'
import { createMember } from '../../../src/stores/member'
import { wxRequest } from '../api/vendor-requests'
import { OWN_TOKEN } from '../member/member-service'
import { NOW } from './mall-service'

/** The stores of one device, over a service on loopback; another opening there finds what the first left. */
export function openStores(baseUrl: string, device = new Map<string, unknown>(), album: Uint8Array[] = []) {
  const host: HostPort = weappHost({
    request: wxRequest,
    getStorageSync: (key: string) => device.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void device.set(key, value),
    removeStorageSync: (key: string) => void device.delete(key),
  })
  const surroundings = { host, baseUrl, now: () => NOW }
  const client = createApiClient({
    baseUrl,
    host,
    accessToken: () => OWN_TOKEN,
    refresh: () => Promise.resolve(false),
  })
  return {
    ...createInstitutionStores(surroundings, createMember({ surroundings, client }), albumOf(album)),
    device,
  }
}

/** WeChat's pictures as far as this device has any: each choice takes the next, an empty album is closed again. */
const albumOf = (album: Uint8Array[]) =>
  weappPicture({
    chooseMedia({ success, fail }: Record<'success' | 'fail', (answer: unknown) => void>) {
      if (album.length === 0) fail({ errMsg: 'chooseMedia:fail cancel' })
      else success({ tempFiles: [{ tempFilePath: 'wxfile://tmp' }] })
    },
    getFileSystemManager: () => ({
      readFile: ({ success }: { success(answer: unknown): void }) =>
        success({ data: bufferOf(album.shift() ?? new Uint8Array()) }),
    }),
  })
