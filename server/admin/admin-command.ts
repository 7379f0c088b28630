import { parseArgs } from 'node:util'

import { loadCity } from '#server/city/load-city'
import { openForCommand } from '#server/platform/index'

import {
  registerInstitution,
  registerInstitutionKey,
  retireInstitutionKey,
  suspendInstitution,
} from './institutions'
import { newKeyText } from './new-key'
import { registerOperatorKey, retireOperatorKey } from './operator-keys'
import { dismissStaff, registerStaff } from './staff-members'

const USAGE = `npm run admin -- VERB …
  make-key              (prints a new pair, stores and registers nothing)
  register-operator-key --operator ID --key-id ID --algorithm ed25519|sm2-sm3|hmac-sha256|hmac-sm3 --key BASE64 [--valid-from RFC3339] [--valid-to RFC3339]
  retire-operator-key   --key-id ID [--at RFC3339]
  register-staff        --staff ID --name NAME --role centre|exchange|bureau|district [--district NAME] --public-key BASE64
  dismiss-staff         --staff ID
  register-institution     --credit-code CODE --name NAME --name-en NAME --kinds mall-operator,merchant,sponsor,agent,school,scene-operator [--operator ID]
  register-institution-key --credit-code CODE --key-id ID --public-key BASE64 [--valid-from RFC3339] [--valid-to RFC3339]
  retire-institution-key   --key-id ID [--at RFC3339]
  suspend-institution      --credit-code CODE
A key is read from standard input when its option is "-", so that a shared secret stands in no shell history.`

const VERBS = {
  'register-operator-key': registerOperatorKey,
  'retire-operator-key': retireOperatorKey,
  'register-staff': registerStaff,
  'dismiss-staff': dismissStaff,
  'register-institution': registerInstitution,
  'register-institution-key': registerInstitutionKey,
  'retire-institution-key': retireInstitutionKey,
  'suspend-institution': suspendInstitution,
} as const

const isVerb = (word: string | undefined): word is keyof typeof VERBS => word !== undefined && word in VERBS

void main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})

/** Does one administrative act and says what it did. Exit code 0 when it is done, 1 when it is refused. */
async function main(words: string[]): Promise<void> {
  const [verb, ...rest] = words
  if (verb === 'help' || verb === '--help') return console.log(USAGE)
  if (verb === 'make-key' && rest.length === 0) return console.log(newKeyText())
  if (!isVerb(verb)) throw new Error(USAGE)
  const options = await readOptions(rest)
  const platform = await openForCommand(process.env)
  try {
    await loadCity(platform.deps)
    console.log(await VERBS[verb](platform.deps, options))
  } finally {
    await platform.close()
  }
}

/** The options as text; `-` stands for standard input. */
async function readOptions(words: string[]): Promise<ReadonlyMap<string, string>> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: words,
    options: {
      operator: text,
      'key-id': text,
      algorithm: text,
      key: text,
      'valid-from': text,
      'valid-to': text,
      at: text,
      staff: text,
      name: text,
      role: text,
      district: text,
      'public-key': text,
      'credit-code': text,
      'name-en': text,
      kinds: text,
    },
  })
  const options = new Map<string, string>()
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) options.set(name, value === '-' ? await readStandardInput() : value)
  }
  return options
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8').trim()
}
