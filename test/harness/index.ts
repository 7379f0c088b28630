/** What specs stand on: real PostgreSQL, the real service on a free port, a clock that tests move, signed requests. */
export {
  contentDigest,
  registerOperator,
  signedHeaders,
  type OperatorSigner,
  type RequestToSign,
} from './signed-request'
export { spawnProgram, type SpawnedProgram } from './spawned-program'
export { testClock, type TestClock } from './test-clock'
export { startDatabaseBefore, type DatabaseBefore } from './database-before'
export { createTestDatabase, startTestDatabase, type TestDatabase } from './test-database'
export { startTestPlatform, type TestPlatform, type TestPlatformOptions } from './test-platform'
export { untilWaiting } from './until-waiting'
