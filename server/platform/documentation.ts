import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import type { FastifySchema } from 'fastify'

import { Problem } from '#contract'

import { type App } from './app-type'
import { type Config } from './config'

/** OpenAPI 3.1 at /openapi.json, made from the routes' own schemas, and a page to read it at /docs with nothing from outside. */
export async function installDocumentation(app: App, config: Config): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '随碳 Suitan',
        version: '1',
        description: 'Carbon accounts of residents, ride intake of operators, issuance by staff.',
      },
      ...(config.publicUrl === null ? {} : { servers: [{ url: config.publicUrl }] }),
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    // Every operation says who may call it, so that partners can read it and a test can walk it.
    transform: ({ schema: described, url, route }) => {
      const schema: FastifySchema = (described as FastifySchema | undefined) ?? {}
      const { access, roles } = route.config ?? {}
      const security = access === undefined || access === 'public' ? [] : [{ [schemeOf(access)]: [] }]
      const marks = { 'x-access': access, ...(roles === undefined ? {} : { 'x-roles': roles }) }
      const response = { ...(schema.response as object | undefined), default: REFUSAL_BODY }
      return { schema: { ...schema, response, security, ...marks }, url }
    },
  })
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () =>
    app.swagger(),
  )
  await app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    transformStaticCSP: () => PAGE_POLICY,
    uiConfig: { validatorUrl: null, docExpansion: 'list', deepLinking: true },
  })
}

const { $id: _name, ...REFUSAL_BODY } = Problem

/** The page loads its own script, style and pictures, and calls this service; nothing else. */
const PAGE_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'"

const SECURITY_SCHEMES = {
  accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  requestSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'Signature',
    description: 'HTTP message signature (RFC 9421) with Content-Digest (RFC 9530)',
  },
} as const

function schemeOf(access: string): keyof typeof SECURITY_SCHEMES {
  return access === 'operator' ? 'requestSignature' : 'accessToken'
}
