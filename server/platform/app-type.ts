import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'

import type { MemberRole, Refusal, RefusalCode, StaffRole } from '#contract'

import { type Dependencies } from './dependencies'
import { type Access, type Principal } from './principal'

/** The server as contexts see it: routes typed by their TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** What a context's routes.ts exports: it adds its routes and registers its jobs. */
export type Context = (app: App, deps: Dependencies) => Promise<void>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route; a route without it is not registered. */
    access?: Access
    /** With access `staff` or `member`: the roles that may; unset means every role. */
    roles?: readonly (StaffRole | MemberRole)[]
    /**
     * `required`: a write without an Idempotency-Key is refused; `own`: so too, and the use case finds its answer again by the key
     * itself; the default is `optional`.
     */
    idempotency?: 'required' | 'own' | 'optional' | 'off'
  }
  interface FastifyRequest {
    /** Set by the access hook; null for an unauthenticated caller of a public route. */
    principal: Principal | null
    /** The Idempotency-Key the client sent, for a use case that keeps it as its own request key. */
    idempotencyKey: string | null
    /** The JSON body of a signed request as it came, which is what its signed digest is of; null for everybody else's. */
    signedBody: string | null
  }
  interface FastifyReply {
    /** Answers with a refusal of the catalogue: status, both languages, what to do next, request id. */
    refuse(
      refusal: RefusalCode | Refusal,
      options?: { where?: string; retryAfterSeconds?: number },
    ): FastifyReply
  }
}
