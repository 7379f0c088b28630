import { Type, type Static } from '@sinclair/typebox'

/** What stands in `backup.json` beside the copied data: what it is of, and what every file of it comes to. */
export const BackupManifest = Type.Object(
  {
    format: Type.Literal(1),
    /** RFC 3339; the data is as it was then. */
    endedAt: Type.String(),
    postgres: Type.String({ description: 'major version of the server that wrote the data' }),
    /** Log positions from which to which the copy must be played forward. */
    startLsn: Type.String(),
    stopLsn: Type.String(),
    folders: Type.Array(Type.String()),
    /** Path below `data` → SHA-256 in hex. */
    files: Type.Record(Type.String(), Type.String({ pattern: '^[0-9a-f]{64}$' })),
  },
  { additionalProperties: false },
)
export type BackupManifest = Static<typeof BackupManifest>

export const MANIFEST_NAME = 'backup.json'
export const DATA_NAME = 'data'
/** The embedded server's own password: it opens nothing but what lies beside it. */
export const PASSWORD_NAME = 'database-password'
