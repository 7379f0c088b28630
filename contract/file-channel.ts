import { Type, type Static } from '@sinclair/typebox'

import { Instant, Nullable } from './primitives'
import { Problem } from './problem'
import { PushOutcome } from './push'

/**
 * What an operator lays beside its file of rides, as UTF-8 JSON in `<pushId>.manifest.json`; `<pushId>.manifest.sig` is the base64 of its
 * signature over the very bytes of the manifest.
 */
export const FileManifest = Type.Object(
  {
    pushId: Type.String({ pattern: '^[\\w.-]{1,64}$', description: "the operator's own name of this batch" }),
    file: Type.String({
      pattern: '^[\\w-][\\w.-]{0,95}\\.jsonl(\\.gz)?$',
      description: 'the rides, one a line',
    }),
    /** Lines of the file. */
    rows: Type.Integer({ minimum: 1, maximum: 100_000 }),
    /** Sum of what the rows tell as `distanceMeters`; a row without it adds nothing. */
    distanceMeters: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    /** Of the file's bytes as they lie there, as RFC 9530 writes it. */
    contentDigest: Type.String({ pattern: '^sha-256=:[A-Za-z0-9+/]{43}=:$' }),
    keyId: Type.String({ minLength: 1, maxLength: 64 }),
  },
  { additionalProperties: false },
)
export type FileManifest = Static<typeof FileManifest>

/** What lies in the outbox as `<pushId>.ack.json` when a set of files was answered. */
export const FileAcknowledgement = Type.Object({
  pushId: Type.String(),
  answeredAt: Instant,
  /** Null when the set was refused. */
  outcome: Nullable(PushOutcome),
  /** Null when it was taken; then nothing of it was kept. */
  refusal: Nullable(Type.Omit(Problem, ['requestId'])),
})
export type FileAcknowledgement = Static<typeof FileAcknowledgement>
