/** The client of the platform service: axios over the host's own request, answers and failures as values. */
export { createApiClient } from './client'
export type { ApiClient, ApiClientOptions, ApiQuery, WriteOptions } from './client'
export type { ApiFailure, ApiResult } from './failure'
export { newIdempotencyKey } from './idempotency-key'
