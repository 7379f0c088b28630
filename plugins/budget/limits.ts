/** Bytes as a host counts them: raw, one kB = 1,000. A host's own limit is 2 MB a package; ours keep the first open fast. */
export const LIMITS_BYTES = {
  main: 600_000,
  subpackage: 250_000,
  embed: 700_000,
} as const
