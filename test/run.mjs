/**
 * `npm test`: installs if needed, then types, lint, every build, and every jest project, each with its time. Nothing is
 * skipped: a step that cannot run fails and names the command that would bring what it misses.
 * `npm test -- --only node` runs one part by hand; the last line is always `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { installPackages, ROOT } from '../config/prepare.mjs'

const RESULTS = join(ROOT, 'node_modules/.cache/suitan-test')

const STEPS = [
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'build:server', command: ['npm', 'run', '--silent', 'build:server'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'build:embed', command: ['npm', 'run', '--silent', 'build:embed'] },
  { name: 'build:fixtures', command: ['npm', 'run', '--silent', 'build:fixtures'] },
  { name: 'node', jest: 'node' },
  { name: 'app', jest: 'app' },
  { name: 'client', jest: 'client' },
]

const run = (command) =>
  new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    child.on('error', (error) => {
      console.error(`${command.join(' ')}: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })

const runJest = async (project) => {
  const file = join(RESULTS, `${project}.json`)
  rmSync(file, { force: true })
  const flags = ['--selectProjects', project, '--json', `--outputFile=${file}`, '--forceExit']
  const code = await run([process.execPath, 'node_modules/jest/bin/jest.js', ...flags])
  try {
    return { code, report: JSON.parse(readFileSync(file, 'utf8')) }
  } catch {
    return { code: code || 1, report: undefined }
  }
}

/** A suite that could not start counts as one failure; a pending or promised test counts as failed too. */
const countJest = ({ code, report }) => {
  if (!report || report.numTotalTests === 0) return { passed: 0, failed: 1, suites: [] }
  const broken = report.numRuntimeErrorTestSuites
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + broken
  const suites = report.testResults.map((suite) => ({
    name: relative(ROOT, suite.name),
    seconds: (suite.endTime - suite.startTime) / 1000,
    failed: suite.status !== 'passed',
  }))
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, suites }
}

const seconds = (from) => (Date.now() - from) / 1000

const main = async () => {
  const only = process.argv.includes('--only')
    ? process.argv[process.argv.indexOf('--only') + 1]?.split(',')
    : undefined
  const steps = STEPS.filter(({ name }) => !only || only.includes(name))
  const installing = Date.now()
  installPackages()
  mkdirSync(RESULTS, { recursive: true })
  const times = [{ name: 'install', seconds: seconds(installing), failed: false }]
  let passed = 0
  let failed = 0
  for (const step of steps) {
    console.log(`\n── ${step.name}`)
    const started = Date.now()
    const counted = step.jest
      ? countJest(await runJest(step.jest))
      : (await run(step.command)) === 0
        ? { passed: 1, failed: 0, suites: [] }
        : { passed: 0, failed: 1, suites: [] }
    passed += counted.passed
    failed += counted.failed
    times.push(
      { name: step.name, seconds: seconds(started), failed: counted.failed > 0 },
      ...counted.suites.map((suite) => ({ ...suite, name: `  ${suite.name}` })),
    )
  }
  console.log('\n── time per suite')
  for (const { name, seconds: lasted, failed: red } of times)
    console.log(`${lasted.toFixed(1).padStart(8)} s  ${red ? '✗' : '✓'} ${name}`)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}

main().catch((error) => {
  console.error(error.message)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
})
