/** What the platform service offers a resident, one file per resource, typed by the contract. */
import type { ApiClient } from '../client'
import { accountApi } from './account'
import { instrumentApi } from './instruments'
import { messageApi } from './messages'
import { methodologyApi } from './methodologies'
import { rideApi } from './rides'
import { sceneApi } from './scenes'

export { sessionApi, type SessionApi } from './session'

export const createApi = (client: ApiClient) => ({
  account: accountApi(client),
  instruments: instrumentApi(client),
  messages: messageApi(client),
  methodologies: methodologyApi(client),
  rides: rideApi(client),
  scenes: sceneApi(client),
})

export type Api = ReturnType<typeof createApi>
