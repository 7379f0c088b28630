import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import type { FastifySchema } from 'fastify'

import { Problem } from '#contract'

import { type App } from './app-type'
import { type Config } from './config'
import { ROUTE_TAGS, routeSummary, routeTag } from './route-words'

/** OpenAPI 3.1 at /openapi.json, made from the routes' own schemas, and a page to read it at /docs with nothing from outside. */
export async function installDocumentation(app: App, config: Config): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: PAGE_TITLE,
        version: '1',
        description: 'Carbon accounts of residents, ride intake of operators, issuance by staff.',
      },
      ...(config.publicUrl === null ? {} : { servers: [{ url: config.publicUrl }] }),
      tags: [...ROUTE_TAGS],
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    // Every operation says what it is for and who may call it, so that partners can read it and a test can walk it.
    transform: ({ schema: described, url, route }) => {
      const schema: FastifySchema = (described as FastifySchema | undefined) ?? {}
      const { access, roles } = route.config ?? {}
      const security = access === undefined || access === 'public' ? [] : [{ [schemeOf(access)]: [] }]
      const marks = { 'x-access': access, ...(roles === undefined ? {} : { 'x-roles': roles }) }
      const summary = routeSummary(String(route.method), url)
      const words = { tags: [routeTag(access, url)], ...(summary === undefined ? {} : { summary }) }
      const response = { ...(schema.response as object | undefined), default: REFUSAL_BODY }
      return { schema: { ...words, ...schema, response, security, ...marks }, url }
    },
  })
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () =>
    app.swagger(),
  )
  await app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    transformStaticCSP: () => PAGE_POLICY,
    // The plain layout has no bar with the logo of the page's makers. All groups are seen at once: the routes of one open at a tap.
    uiConfig: { layout: 'BaseLayout', validatorUrl: null, docExpansion: 'none', deepLinking: true },
    logo: { type: LEAF.type, content: LEAF.content },
    theme: { title: PAGE_TITLE, favicon: [LEAF] },
  })
}

const PAGE_TITLE = '随碳 Suitan'

/** The page's own sign in the browser's tab. */
const LEAF = {
  filename: 'leaf.svg',
  rel: 'icon',
  sizes: 'any',
  type: 'image/svg+xml',
  content:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#1d5a3c" d="M27 4C12 4 5 11 5 20c0 2 .5 4 1.500 6C9 19 14 14 21 11c-6 4-10 9-12 17 1.500.6 3 1 5 1 9 0 13-9 13-25z"/></svg>',
} as const

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
  return access === 'operator' || access === 'partner' ? 'requestSignature' : 'accessToken'
}
