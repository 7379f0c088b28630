import { choiceFlag, neededFlag, textFlag, unusable } from './arguments'
import type { Command } from './command'
import { writeKeyFile, writeNew } from './key-file'
import { ALGORITHMS, isShared, newSecret, registeredText } from './operator-key'
import { KEY_FILE } from './settings'
import { EXIT_CODES } from './stopped'

/** Makes the key an operator signs with; nothing leaves this machine. */
export const keygen: Command = {
  usage: 'keygen --key-id ID [--algorithm ed25519|sm2-sm3|hmac-sha256|hmac-sm3] [--key FILE]',
  about: `Makes a key to sign with. The private half is written to FILE (${KEY_FILE}) for your eyes only, and an old file is never written over.
What the centre registers is written beside it: FILE.pub for a public key, FILE.shared – as secret as the key itself – for an HMAC's.`,
  options: { 'key-id': { type: 'string' }, algorithm: { type: 'string' } },
  async run({ flags, print }) {
    const keyId = neededFlag(flags, 'key-id')
    if (!/^[\w.-]{1,128}$/.test(keyId))
      throw unusable('A key id is 1 to 128 of A–Z a–z 0–9 _ . -', keyId, 'Choose another')
    const algorithm = choiceFlag(flags, 'algorithm', ALGORITHMS)
    const file = textFlag(flags, 'key') ?? process.env['SUITAN_OPERATOR_KEY'] ?? KEY_FILE
    const key = { keyId, algorithm, secret: newSecret(algorithm) }
    const registered = registeredText(key)
    await writeKeyFile(file, key)
    const beside = `${file.replace(/\.json$/, '')}${isShared(algorithm) ? '.shared' : '.pub'}`
    await writeNew(beside, `${registered}\n`, isShared(algorithm) ? 0o600 : 0o644)
    print(`key ${keyId} (${algorithm}) is in ${file}; keep it to yourself`)
    print(
      isShared(algorithm)
        ? `the centre registers the shared secret in ${beside}: hand it over where nobody else reads, then delete that file`
        : `the centre registers the public key, also in ${beside}:\n${registered}`,
    )
    return EXIT_CODES.done
  },
}
