import { readFile, stat, writeFile } from 'node:fs/promises'

import { Type } from '@sinclair/typebox'

import { ALGORITHMS, type OperatorKey } from './operator-key'
import { parsedJson, readValue } from './read-value'
import { Stopped } from './stopped'

const KeyText = Type.Object(
  {
    keyId: Type.String({ pattern: '^[\\w.-]{1,128}$' }),
    algorithm: Type.Union(ALGORITHMS.map((algorithm) => Type.Literal(algorithm))),
    secret: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  },
  { additionalProperties: false },
)

/** Writes a key where there is no file yet, for its owner's eyes only. Stops with `key.exists`. */
export const writeKeyFile = async (
  file: string,
  { keyId, algorithm, secret }: OperatorKey,
): Promise<void> => {
  const text = JSON.stringify({ keyId, algorithm, secret: secret.toString('base64url') }, null, 2)
  await writeNew(file, `${text}\n`, 0o600)
}

/** Writes a file that must not be there yet. Stops with `key.exists`. */
export const writeNew = async (file: string, text: string, mode: number): Promise<void> => {
  try {
    await writeFile(file, text, { mode, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const next = 'Name another file; a key that may be registered is never written over'
    throw new Stopped({ code: 'key.exists', what: 'There is such a file already', where: file, next })
  }
}

/** Reads the key. Stops with `key.not-found`, `key.open-to-others` (as ssh does) and `key.malformed`. */
export const readKeyFile = async (file: string): Promise<OperatorKey> => {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) {
    const next = 'Make one with: suitan-operator keygen, or name it with --key'
    throw new Stopped({ code: 'key.not-found', what: 'There is no key to sign with', where: file, next })
  }
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) {
    const what = 'Others on this machine may read the key'
    throw new Stopped({ code: 'key.open-to-others', what, where: file, next: `chmod 600 ${file}` })
  }
  const read = readValue(KeyText, parsedJson(text))
  if ('fault' in read) {
    // What is wrong is told by its place alone: the file holds a secret.
    const next = 'Take the file that keygen wrote, as it is'
    throw new Stopped({ code: 'key.malformed', what: 'This is no key of ours', where: file, next })
  }
  const { keyId, algorithm, secret } = read.value
  return { keyId, algorithm, secret: Buffer.from(secret, 'base64url') }
}
