import { Type } from '@sinclair/typebox'

import { isRefusal, MethodologyDifferences, MethodologyRegister } from '#contract'
import { isKnown, type App, type Dependencies } from '#server/platform/index'

import { readDifferences } from './read-differences'
import { readRegister } from './read-register'

const Version = Type.Integer({ minimum: 1, maximum: 32_767 })
const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 64 }) })
const VersionsQuery = Type.Object({ from: Version, to: Version })

/** What anybody may read: the register of methodologies, and what changed from one version to another. */
export const registerRoutes = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/methodology-register',
    { config: { access: 'public' }, schema: { response: { 200: MethodologyRegister, 304: Type.Null() } } },
    async (request, reply) => {
      const register = await readRegister(deps)
      const isUnchanged = isKnown(request, reply, { value: register, cacheControl: 'public, no-cache' })
      return isUnchanged ? reply.status(304).send(null) : register
    },
  )
  app.get(
    '/v1/methodologies/:code/differences',
    {
      config: { access: 'public' },
      schema: { params: CodeParams, querystring: VersionsQuery, response: { 200: MethodologyDifferences } },
    },
    async (request, reply) => {
      const differences = await readDifferences(deps, { ...request.params, ...request.query })
      return isRefusal(differences) ? reply.refuse(differences) : differences
    },
  )
}
