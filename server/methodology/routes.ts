import { Type } from '@sinclair/typebox'

import { isRefusal, Methodology, MethodologyList } from '#contract'
import type { App, Dependencies } from '#server/platform/index'

import { listMethodologies, readMethodologyVersion } from './read-methodologies'

const VersionParams = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 64 }),
  version: Type.Integer({ minimum: 1, maximum: 32_767 }),
})

export const methodologyRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.get(
    '/v1/methodologies',
    { config: { access: 'public' }, schema: { response: { 200: MethodologyList } } },
    () => listMethodologies(deps),
  )
  app.get(
    '/v1/methodologies/:code/:version',
    { config: { access: 'public' }, schema: { params: VersionParams, response: { 200: Methodology } } },
    async (request, reply) => {
      const methodology = await readMethodologyVersion(deps, request.params.code, request.params.version)
      return isRefusal(methodology) ? reply.refuse(methodology) : methodology
    },
  )
}
