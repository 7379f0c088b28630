/**
 * What Node is told wherever the service is started, `npm run server` included: room for what the requests of a moment leave behind, so
 * that little of it lives long enough to be copied. Costs at most 192 MB, and only while it is busy.
 */
export const NODE_FLAGS: readonly string[] = ['--max-semi-space-size=64']
