import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { TestPlatform } from '#test/harness/index'

const REPOSITORY = path.resolve(__dirname, '../..')

/** A methodology whose factor nobody ever published: it stands for the one the city may publish some day. */
export const INVENTED_FERRY = path.join(REPOSITORY, 'test/fixtures/ferry-invented-for-tests.json')

/** That of the harness. */
const MASTER_KEY_HEX = '5b'.repeat(32)

/** Runs `npm run methodology -- publish FILE` against the platform's database; answers what it printed. */
export async function publishMethodologyByCommand(
  { databaseUrl }: TestPlatform,
  file: string,
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['run', '--silent', 'methodology', '--', 'publish', file],
    {
      cwd: REPOSITORY,
      env: { ...process.env, DATABASE_URL: databaseUrl, SUITAN_MASTER_KEY: MASTER_KEY_HEX },
    },
  )
  return stdout.trim()
}
