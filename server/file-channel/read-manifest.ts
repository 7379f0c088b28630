import { Value } from '@sinclair/typebox/value'

import { FileManifest, isRefusal, refuse, type Refusal } from '#contract'
import { findOperatorKey, type Dependencies } from '#server/platform/index'
import { verifySignature } from '#server/platform/crypto/index'

import type { FoundSet } from './find-sets'
import { readSmall } from './read-small'

const MANIFEST_BYTES_MAX = 4_096

type Parts = Pick<Dependencies, 'sql' | 'clock' | 'crypto'>

/**
 * The manifest of a set, when its operator signed these very bytes by a key that is valid now. Refuses `files.manifest-invalid`,
 * `signature.unknown-key`, `signature.wrong-operator`, `signature.invalid`.
 */
export const readManifest = async (parts: Parts, set: FoundSet): Promise<FileManifest | Refusal> => {
  const bytes = await readSmall(set.manifestPath, MANIFEST_BYTES_MAX)
  const signature = await readSmall(set.signaturePath, MANIFEST_BYTES_MAX)
  if (bytes === undefined || signature === undefined) return refuse('files.manifest-invalid')
  const manifest = manifestOf(bytes)
  if (isRefusal(manifest)) return manifest
  if (manifest.pushId !== set.pushId) return refuse('files.manifest-invalid', '/pushId')
  const key = await findOperatorKey(parts, manifest.keyId)
  if (key === undefined) return refuse('signature.unknown-key', '/keyId')
  if (key.operatorId !== set.operatorId) return refuse('signature.wrong-operator', '/keyId')
  const isSigned = verifySignature(key, bytes, Buffer.from(signature.toString('latin1').trim(), 'base64'))
  return isSigned ? manifest : refuse('signature.invalid')
}

const manifestOf = (bytes: Buffer): FileManifest | Refusal => {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return refuse('files.manifest-invalid')
  }
  if (Value.Check(FileManifest, value)) return value
  return refuse('files.manifest-invalid', Value.Errors(FileManifest, value).First()?.path)
}
