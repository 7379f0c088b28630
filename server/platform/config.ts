import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { Value, type ValueError } from '@sinclair/typebox/value'

const HostConnection = Type.Object(
  {
    hostId: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$', description: 'suishenban, wechat, alipay, …' }),
    exchangeUrl: Type.String({
      minLength: 1,
      description: "where the host's server exchanges a one-time ticket",
    }),
    clientId: Type.String({ minLength: 1, description: 'our id at the host' }),
    clientSecret: Type.String({ minLength: 1, description: 'our secret at the host' }),
    jwksUrl: Type.String({ minLength: 1, description: 'public keys the host signs its statements with' }),
    messagesUrl: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'where the host takes messages for its users; unset: it passes none on',
      }),
    ),
    cityCodeUrl: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'where the host verifies a city code; unset: it issues none',
      }),
    ),
  },
  { additionalProperties: false },
)
export type HostConnection = Static<typeof HostConnection>

const DeliveryGateway = Type.Object(
  {
    kind: Type.Union([Type.Literal('redPacket'), Type.Literal('transportDiscount')]),
    creditCode: Type.String({
      pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$',
      description: 'the institution that delivers and is owed for it',
    }),
    url: Type.String({ minLength: 1, description: 'where its far end takes deliveries' }),
    clientId: Type.String({ minLength: 1, description: 'our id there' }),
    clientSecret: Type.String({ minLength: 1, description: 'our secret there, which signs our requests' }),
  },
  { additionalProperties: false },
)
export type DeliveryGateway = Static<typeof DeliveryGateway>

interface Field<T extends TSchema> {
  /** The environment variable. */
  variable: string
  schema: T
  /** How the variable's text becomes the value: as it stands, or as JSON (numbers, true/false, lists). */
  reads: 'text' | 'json'
  /** What a value looks like, where the schema alone would say it in words for programmers. */
  form?: string
  /** Used when the variable is unset or empty. */
  fallback: Static<T>
}

const field = <T extends TSchema>(definition: Field<T>): Field<T> => definition

const FIELDS = {
  port: field({
    variable: 'PORT',
    form: 'a whole number from 0 to 65535',
    schema: Type.Integer({ minimum: 0, maximum: 65535, description: 'TCP port; 0 takes any free one' }),
    reads: 'json',
    fallback: 3300,
  }),
  host: field({
    variable: 'HOST',
    schema: Type.String({ minLength: 1, description: 'address to listen on' }),
    reads: 'text',
    fallback: '127.0.0.1',
  }),
  databaseUrl: field({
    variable: 'DATABASE_URL',
    form: 'an address of the form postgres://user:password@host:port/database',
    schema: Type.Union([Type.Null(), Type.String({ pattern: '^postgres(ql)?://' })], {
      description: 'an existing PostgreSQL 16 or newer; unset starts the embedded one',
    }),
    reads: 'text',
    fallback: null,
  }),
  databaseConnectionsMax: field({
    variable: 'SUITAN_DATABASE_CONNECTIONS_MAX',
    schema: Type.Integer({
      minimum: 2,
      maximum: 500,
      description: 'connections of this process: a third for single statements, the others for transactions',
    }),
    reads: 'json',
    fallback: 10,
  }),
  stateFolder: field({
    variable: 'SUITAN_STATE',
    schema: Type.String({
      minLength: 1,
      description: 'folder of the embedded database and generated secrets',
    }),
    reads: 'text',
    fallback: '.suitan',
  }),
  isDemo: field({
    variable: 'SUITAN_DEMO',
    form: 'true or false',
    schema: Type.Boolean({
      description: 'demo mode: a missing master key is generated and kept in the state folder',
    }),
    reads: 'json',
    fallback: false,
  }),
  masterKeyHex: field({
    variable: 'SUITAN_MASTER_KEY',
    form: '64 digits of lower-case hex (32 bytes)',
    schema: Type.Union([Type.Null(), Type.String({ pattern: '^[0-9a-f]{64}$' })], {
      description:
        '32 bytes in lower-case hex; every other key is derived from it; required outside demo mode',
    }),
    reads: 'text',
    fallback: null,
  }),
  cryptoSuite: field({
    variable: 'SUITAN_CRYPTO_SUITE',
    schema: Type.Union([Type.Literal('intl'), Type.Literal('gm')], {
      description:
        'intl: SHA-256, AES-256-GCM, Ed25519; gm: SM3, SM4-GCM, SM2; fixed for the life of a database',
    }),
    reads: 'text',
    fallback: 'intl' as const,
  }),
  settlingAnchor: field({
    variable: 'SUITAN_SETTLING_ANCHOR',
    schema: Type.Union([Type.Literal('cityDayEnd'), Type.Literal('receipt')], {
      description: 'what the settling window is counted from: the end of the city day, or the receipt (demo)',
    }),
    reads: 'text',
    fallback: 'cityDayEnd' as const,
  }),
  settlingSeconds: field({
    variable: 'SUITAN_SETTLING_SECONDS',
    schema: Type.Integer({
      minimum: 1,
      maximum: 30 * 86_400,
      description: 'length of the settling window; a window without length would take no ride',
    }),
    reads: 'json',
    fallback: 48 * 3600,
  }),
  clockAheadSeconds: field({
    variable: 'SUITAN_CLOCK_AHEAD_SECONDS',
    schema: Type.Integer({
      minimum: 0,
      maximum: 86_400,
      description:
        "how far an operator's clock may run ahead of ours before a ride lies in the future (more in the demo, which shortens the way)",
    }),
    reads: 'json',
    fallback: 120,
  }),
  appealAnswerDays: field({
    variable: 'SUITAN_APPEAL_ANSWER_DAYS',
    schema: Type.Integer({ minimum: 1, maximum: 60, description: 'days within which an appeal is answered' }),
    reads: 'json',
    fallback: 15,
  }),
  appealPeriodDays: field({
    variable: 'SUITAN_APPEAL_PERIOD_DAYS',
    schema: Type.Integer({
      minimum: 1,
      maximum: 365,
      description: 'days after which a ride can no longer be appealed and a final one loses its stations',
    }),
    reads: 'json',
    fallback: 60,
  }),
  dropFolder: field({
    variable: 'SUITAN_DROP_FOLDER',
    schema: Type.Union([Type.Null(), Type.String({ minLength: 1 })], {
      description: 'folder of the inboxes and outboxes of operators that send files; unset looks for none',
    }),
    reads: 'text',
    fallback: null,
  }),
  publicUrl: field({
    variable: 'SUITAN_PUBLIC_URL',
    form: 'an address of the form https://host with no path',
    schema: Type.Union([Type.Null(), Type.String({ pattern: '^https?://[^/]+$' })], {
      description: 'base URL people and partners reach us by; unset means the listening address',
    }),
    reads: 'text',
    fallback: null,
  }),
  allowedOrigins: field({
    variable: 'SUITAN_ALLOWED_ORIGINS',
    schema: Type.Array(Type.String({ pattern: '^https?://[^/]+$' }), {
      description: 'origins whose pages (H5) may call us from a browser',
    }),
    reads: 'json',
    fallback: [] as string[],
  }),
  trustedProxies: field({
    variable: 'SUITAN_TRUSTED_PROXIES',
    schema: Type.Array(Type.String({ minLength: 1 }), {
      description: 'addresses or CIDRs whose X-Forwarded-For is believed',
    }),
    reads: 'json',
    fallback: [] as string[],
  }),
  hosts: field({
    variable: 'SUITAN_HOSTS',
    schema: Type.Array(HostConnection, { description: 'the super-apps this service accepts tickets from' }),
    reads: 'json',
    fallback: [] as HostConnection[],
  }),
  deliveryGateways: field({
    variable: 'SUITAN_DELIVERY_GATEWAYS',
    schema: Type.Array(DeliveryGateway, {
      description: 'the outside systems that deliver goods; a kind without one cannot be listed',
    }),
    reads: 'json',
    fallback: [] as DeliveryGateway[],
  }),
  logLevel: field({
    variable: 'SUITAN_LOG_LEVEL',
    schema: Type.Union(
      [
        Type.Literal('silent'),
        Type.Literal('error'),
        Type.Literal('warn'),
        Type.Literal('info'),
        Type.Literal('debug'),
      ],
      { description: 'least severe log line written' },
    ),
    reads: 'text',
    fallback: 'info' as const,
  }),
}

export type Config = { readonly [K in keyof typeof FIELDS]: Static<(typeof FIELDS)[K]['schema']> }

/** Every field with its variable, meaning and default: what the operations manual prints. */
export const CONFIG_FIELDS: readonly { variable: string; description: string; fallback: unknown }[] =
  Object.values(FIELDS).map(({ variable, schema, fallback }) => ({
    variable,
    description: schema.description ?? '',
    fallback,
  }))

/**
 * Reads the configuration from environment variables. Throws one error that names every wrong variable and never
 * repeats a value, because some of them are secrets.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, definition] of Object.entries(FIELDS)) {
    const text = environment[definition.variable]
    const value = text === undefined || text === '' ? definition.fallback : parsed(text, definition.reads)
    const problem = Value.Errors(definition.schema, value).First()
    if (problem !== undefined) faults.push(faultOf(definition, problem))
    values[name] = value
  }
  if (faults.length > 0) throw new Error(`The configuration is wrong: ${faults.join('; ')}`)
  return values as Config
}

/** A field's fault in words for whoever set it: what the variable must be. */
function faultOf({ variable, schema, form }: Field<TSchema>, problem: ValueError): string {
  const place = `${variable}${problem.path}`
  const choices = choicesOf(schema)
  if (choices.length > 0) return `${place} must be one of ${choices.join(', ')}`
  return form === undefined ? `${place}: ${problem.message}` : `${place} must be ${form}, or unset`
}

function choicesOf(schema: TSchema): string[] {
  const members = (schema['anyOf'] ?? []) as TSchema[]
  return members.flatMap(({ const: choice }) => (typeof choice === 'string' ? [choice] : []))
}

function parsed(text: string, reads: 'text' | 'json'): unknown {
  if (reads === 'text') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
