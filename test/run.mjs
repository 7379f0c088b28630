/**
 * `npm test`: installs if needed, then types, lint, every build, and every jest project, each with its time. Nothing is
 * skipped: a step that cannot run fails and names the command that would bring what it misses.
 * `npm test -- --only node` runs one part by hand; the last line is always `N passed, N failed`.
 * Steps that busy one core each run beside each other, and say what they have to say when they end.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { installPackages, ROOT } from '../config/prepare.mjs'

const RESULTS = join(ROOT, 'node_modules/.cache/suitan-test')

/** One after the other; within a stage the lanes run side by side, each its steps in order. */
const STAGES = [
  [
    [
      { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
      { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
      { name: 'build:server', command: ['npm', 'run', '--silent', 'build:server'] },
      { name: 'app', jest: 'app', workers: 1 },
    ],
    [
      { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
      { name: 'build:embed', command: ['npm', 'run', '--silent', 'build:embed'] },
      { name: 'build:fixtures', command: ['npm', 'run', '--silent', 'build:fixtures'] },
    ],
  ],
  // Jest leaves a core to itself by default, which it does not need.
  [[{ name: 'node', jest: 'node', workers: 2 }]],
  [[{ name: 'client', jest: 'client', workers: 2 }]],
]

/** Runs a command to its end, its output passed on as it comes or, beside another, kept until then. */
const run = (command, isBeside) =>
  new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), {
      cwd: ROOT,
      stdio: ['ignore', isBeside ? 'pipe' : 'inherit', isBeside ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32',
    })
    const said = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk))
    child.on('error', (error) => {
      console.error(`${command.join(' ')}: ${error.message}`)
      resolve({ code: 1, said })
    })
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })

const runJest = async ({ jest: project, workers }, isBeside) => {
  const file = join(RESULTS, `${project}.json`)
  rmSync(file, { force: true })
  const flags = [
    '--selectProjects',
    project,
    `--maxWorkers=${workers}`,
    '--json',
    `--outputFile=${file}`,
    '--forceExit',
  ]
  const ran = await run([process.execPath, 'node_modules/jest/bin/jest.js', ...flags], isBeside)
  try {
    return { ...ran, report: JSON.parse(readFileSync(file, 'utf8')) }
  } catch {
    return { ...ran, code: ran.code || 1 }
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

const runStep = async (step, isBeside) => {
  const started = Date.now()
  if (!isBeside) console.log(`\n── ${step.name}`)
  const ran = step.jest ? await runJest(step, isBeside) : await run(step.command, isBeside)
  if (isBeside) console.log(`\n── ${step.name}\n${Buffer.concat(ran.said).toString('utf8')}`)
  const isGreen = ran.code === 0
  const counted = step.jest ? countJest(ran) : { passed: +isGreen, failed: +!isGreen, suites: [] }
  return { name: step.name, seconds: seconds(started), ...counted }
}

const runLane = async (steps, isBeside) => {
  const results = []
  for (const step of steps) results.push(await runStep(step, isBeside))
  return results
}

const main = async () => {
  const only = process.argv.includes('--only')
    ? process.argv[process.argv.indexOf('--only') + 1]?.split(',')
    : undefined
  const installing = Date.now()
  installPackages()
  mkdirSync(RESULTS, { recursive: true })
  const results = [{ name: 'install', seconds: seconds(installing), passed: 0, failed: 0, suites: [] }]
  for (const stage of STAGES) {
    const lanes = stage.map((steps) => steps.filter(({ name }) => !only || only.includes(name)))
    const isBeside = lanes.filter((steps) => steps.length > 0).length > 1
    results.push(...(await Promise.all(lanes.map((steps) => runLane(steps, isBeside)))).flat())
  }
  console.log('\n── time per suite')
  const line = (name, lasted, failed) =>
    console.log(`${lasted.toFixed(1).padStart(8)} s  ${failed ? '✗' : '✓'} ${name}`)
  for (const { name, seconds: lasted, failed, suites } of results) {
    line(name, lasted, failed > 0)
    for (const suite of suites) line(`  ${suite.name}`, suite.seconds, suite.failed)
  }
  const sum = (field) => results.reduce((total, result) => total + result[field], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
}

main().catch((error) => {
  console.error(error.message)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
})
