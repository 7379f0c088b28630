/** The platform every context stands on: HTTP, database, cryptography, sessions, jobs. Contexts enter it here only. */
export { type AccessTokens, type TokenPrincipal } from './access-token'
export { installAccess } from './access'
export { askTogether } from './ask-together'
export { readActions, walkActions, type ActionsAsked, type KeptAction } from './audit-chain'
export { appendAudit, findAuditBreak, type AuditAction } from './audit-log'
export { type App, type Context } from './app-type'
export { systemClock, type Clock } from './clock'
export { meetClosings, meetPushes } from './closing-lock'
export { CONFIG_FIELDS, readConfig, type Config, type DeliveryGateway, type HostConnection } from './config'
export {
  canonicalJson,
  createCryptoModule,
  ed25519PrivateKey,
  ed25519PublicBytes,
  verifyEd25519,
  verifySignature,
  type CryptoModule,
  type SignatureAlgorithm,
  isSmallOrder,
} from './crypto'
export {
  brokenConstraint,
  inTransaction,
  isDatabaseLoss,
  openDatabase,
  type Queryable,
  type Sql,
  type Transaction,
} from './database'
export { type Dependencies } from './dependencies'
export { eachApart } from './each-apart'
export { readContentDigest, readSignedText } from './http-signature'
export { installDocumentation } from './documentation'
export { installIdempotency, keyOf } from './idempotency'
export { createTurns } from './in-turn'
export { installJsonBody } from './json-body'
export { isKeepable } from './keepable-json'
export { type JobDefinition, type Jobs } from './jobs'
export { type Metrics } from './metrics'
export { isMigrated, migrate, readMigrations, type Migration } from './migrate'
export { newId } from './new-id'
export { openForCommand } from './open-for-command'
export { openPlatform, type OpenPlatform } from './open-platform'
export { operatorKeyColumns } from './operator-key'
export {
  principalKey,
  type Access,
  type ExpertPrincipal,
  type MemberPrincipal,
  type OperatorPrincipal,
  type PartnerPrincipal,
  type Principal,
  type ResidentPrincipal,
  type SignedText,
  type StaffPrincipal,
  type VisitorPrincipal,
} from './principal'
export { operatorOf, partnerOf, principalOf, staffOf } from './principal-of'
export { installProbes } from './probes'
export { answerError, installProblems, RefusedRequest } from './problem'
export { RATE_LIMITS } from './rate-limits'
export { createLog, installRequestLog } from './request-log'
export { installConnectionEnd, installResponseHeaders } from './response-headers'
export { compileAnswerWriter } from './answer-writer'
export { compileSchemaCheck, isWritten } from './schema-check'
export { createFileSender, type SendFile } from './send-file'
export { DigestCheckingStream } from './content-digest'
export { findOperatorKey } from './operator-key'
export { installDigestCheck } from './signed-request'
export { isKnown } from './tagged-answer'
export { type IssuedSession, type Sessions, type SessionSubject } from './sessions'
