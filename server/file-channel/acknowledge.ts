import { mkdir, open, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'

import type { FileAcknowledgement } from '#contract'

import type { FoundSet } from './find-sets'

/** Lays the answer down whole – under another name first, on disk before it gets its own – and only then takes the set away. */
export const acknowledge = async (
  { pushId, inbox, outbox, manifestPath, signaturePath }: FoundSet,
  acknowledgement: FileAcknowledgement,
  file: string | undefined,
): Promise<void> => {
  await mkdir(outbox, { recursive: true })
  const path = join(outbox, `${pushId}.ack.json`)
  const unfinished = await open(`${path}.part`, 'w', 0o640)
  try {
    await unfinished.writeFile(`${JSON.stringify(acknowledgement)}\n`)
    await unfinished.sync()
  } finally {
    await unfinished.close()
  }
  await rename(`${path}.part`, path)
  // Who rides where is not left lying about. The manifest goes last but one: without it the rest is no set.
  const taken = [...(file === undefined ? [] : [join(inbox, file)]), manifestPath, signaturePath]
  for (const each of taken) await unlink(each).catch(() => undefined)
}
