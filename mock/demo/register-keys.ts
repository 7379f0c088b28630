import { spawn } from 'node:child_process'
import { keyIdOf, type Company } from '#mock/merchants/index'
import { createOperatorClient } from '#mock/operators/index'
import { DEMO_STAFF, OPERATOR_IDS, type DemoKeys, type DemoStaff } from './keys'

export interface RegisteringParts {
  readonly repository: string
  readonly stateFolder: string
  readonly serviceUrl: string
  readonly keys: DemoKeys
}

/**
 * Makes the public halves of all simulated keys known to the platform, by the command an administrator would use. What the
 * platform knows already is left alone: a second start registers nothing.
 */
export const registerKeys = async ({
  repository,
  stateFolder,
  serviceUrl,
  keys,
}: RegisteringParts): Promise<void> => {
  const commands: string[][] = []
  for (const operatorId of OPERATOR_IDS) {
    const answer = await createOperatorClient({ baseUrl: serviceUrl, key: keys.operator(operatorId) }).runs(
      'settled',
    )
    if (!answer.ok && answer.problem.code === 'signature.unknown-key')
      commands.push(operatorCommand(operatorId, keys))
  }
  for (const staff of Object.values(DEMO_STAFF)) {
    if (!(await isStaffKnown(serviceUrl, staff.staffId))) commands.push(staffCommand(staff, keys))
  }
  for (const command of commands) await administer(command, repository, stateFolder)
}

const isStaffKnown = async (serviceUrl: string, staffId: string): Promise<boolean> => {
  const response = await fetch(`${serviceUrl}/v1/staff/challenges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staffId }),
  })
  return response.ok
}

const operatorCommand = (operatorId: string, keys: DemoKeys): string[] => {
  const { keyId, privateKey } = keys.operator(operatorId)
  const key = keys.publicHalf(privateKey)
  return [
    'register-operator-key',
    `--operator=${operatorId}`,
    `--key-id=${keyId}`,
    '--algorithm=ed25519',
    `--key=${key}`,
  ]
}

const staffCommand = ({ staffId, name, role, district }: DemoStaff, keys: DemoKeys): string[] => [
  'register-staff',
  `--staff=${staffId}`,
  `--name=${name}`,
  `--role=${role}`,
  `--public-key=${keys.publicHalf(keys.staff(staffId))}`,
  ...(district === undefined ? [] : [`--district=${district}`]),
]

/** Makes a company and the public half of its key known to the platform; known already, it stays as it is. */
export const registerCompany = async (
  { companyId, creditCode, name, kinds, operatorId }: Company,
  { repository, stateFolder, keys }: Omit<RegisteringParts, 'serviceUrl'>,
): Promise<void> => {
  const code = `--credit-code=${creditCode}`
  const names = [`--name=${name.zh}`, `--name-en=${name.en}`]
  const publicKey = Buffer.from(keys.publicHalf(keys.company(companyId)), 'base64url').toString('base64')
  const keyOptions = [`--key-id=${keyIdOf(companyId)}`, `--public-key=${publicKey}`]
  const what = [`--kinds=${kinds}`, ...(operatorId === undefined ? [] : [`--operator=${operatorId}`])]
  await administer(['register-institution', code, ...names, ...what], repository, stateFolder)
  await administer(['register-institution-key', code, ...keyOptions], repository, stateFolder)
}

/** What `npm run admin` runs. */
const TSX = 'node_modules/tsx/dist/cli.mjs'

const administer = (command: readonly string[], repository: string, stateFolder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TSX, 'server/admin/admin-command.ts', ...command], {
      cwd: repository,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, SUITAN_STATE: stateFolder, SUITAN_DEMO: 'true' },
    })
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => void (words += chunk.toString()))
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`admin ${command[0]} ended with ${code}\n${words}`)),
    )
  })
