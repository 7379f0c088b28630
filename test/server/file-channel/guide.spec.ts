import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { FileAcknowledgement } from '#contract'
import { fileChannel } from '#server/file-channel/index'
import { ed25519PrivateKey } from '#server/platform/crypto/index'
import { startTestPlatform, testClock } from '#test/harness/index'

import { buildIntakeCity, CITY_NOW, metroRow, settleResident } from '../intake/intake-city'

/** The commands of docs/integration/files.md, executed: what operators copy must work. */
const GUIDE = readFileSync(join(__dirname, '../../../docs/integration/files.md'), 'utf8')
const commands = /```sh\n([^]*?)\n```/.exec(GUIDE)?.[1] ?? ''

it('the commands of the guide make a set that is taken in', async () => {
  const root = mkdtempSync(join(tmpdir(), 'suitan-drop-'))
  const here = join(root, 'here')
  const inbox = join(root, 'sptcc', 'inbox')
  for (const folder of [here, inbox]) mkdirSync(folder, { recursive: true })
  const platform = await startTestPlatform({
    contexts: [fileChannel],
    clock: testClock(CITY_NOW),
    overrides: { dropFolder: root },
  })
  const { card } = await buildIntakeCity(platform.deps)
  const resident = await settleResident(platform.deps)
  writeFileSync(
    join(here, 'operator.pem'),
    ed25519PrivateKey(card.seed).export({ type: 'pkcs8', format: 'pem' }),
  )
  const rows = [metroRow(resident), metroRow(resident)]
  writeFileSync(join(here, 'rides.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  execFileSync('sh', ['-euc', commands], {
    cwd: here,
    env: { PATH: process.env['PATH'], KEY_ID: card.keyId },
  })
  const name = '2026-05-04-metro-1'
  for (const end of ['jsonl.gz', 'manifest.json', 'manifest.sig'])
    renameSync(join(here, `${name}.${end}`), join(inbox, `${name}.${end}`))
  await platform.deps.jobs.runNow('file-channel.take-sets')
  const text = readFileSync(join(root, 'sptcc', 'outbox', `${name}.ack.json`), 'utf8')
  const { outcome, refusal } = JSON.parse(text) as FileAcknowledgement
  expect(refusal).toBeNull()
  expect(outcome?.counts.accepted).toBe(2)
  await platform.close()
  rmSync(root, { recursive: true, force: true })
})
