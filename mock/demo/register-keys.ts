import { spawn } from 'node:child_process'
import { DEMO_STAFF, OPERATOR_IDS, type DemoKeys, type DemoStaff } from './keys'

export interface RegisteringParts {
  readonly repository: string
  readonly stateFolder: string
  readonly keys: DemoKeys
}

/** Makes the public halves of all simulated keys known to the platform, by the command an administrator would use. */
export const registerKeys = async ({ repository, stateFolder, keys }: RegisteringParts): Promise<void> => {
  const commands = [
    ...OPERATOR_IDS.map((operatorId) => operatorCommand(operatorId, keys)),
    ...Object.values(DEMO_STAFF).map((staff) => staffCommand(staff, keys)),
  ]
  for (const command of commands) await administer(command, repository, stateFolder)
}

const operatorCommand = (operatorId: string, keys: DemoKeys): string[] => {
  const { keyId, privateKey } = keys.operator(operatorId)
  return ['register-operator-key', operatorId, keyId, keys.publicHalf(privateKey)]
}

const staffCommand = ({ staffId, name, role, district }: DemoStaff, keys: DemoKeys): string[] => [
  'register-staff',
  staffId,
  name,
  role,
  keys.publicHalf(keys.staff(staffId)),
  ...(district === undefined ? [] : [district]),
]

const administer = (command: readonly string[], repository: string, stateFolder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['dist/server/admin.cjs', ...command], {
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
