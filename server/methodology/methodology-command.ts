import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { loadCity } from '#server/city/load-city'
import { openForCommand } from '#server/platform/index'

import { loadMethodologies } from './load-methodologies'
import { publishMethodology } from './publish-methodology'

const USAGE = 'npm run methodology -- publish FILE.json [--from YYYY-MM-DD]'

void main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})

/** Publishes the methodology in a file. Exit code 0 when it is published or was already, 1 when it is refused. */
async function main(words: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: words,
    options: { from: { type: 'string' } },
    allowPositionals: true,
  })
  const [verb, file] = positionals
  if (verb === 'help') return console.log(USAGE)
  if (verb !== 'publish' || file === undefined || positionals.length > 2) throw new Error(`Usage: ${USAGE}`)
  const record: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const platform = await openForCommand(process.env)
  try {
    await loadCity(platform.deps)
    // First the city's own: a version published beside none of them would be in the way when the service brings them.
    await loadMethodologies(platform.deps)
    const outcome = await publishMethodology(platform.deps, record, values.from)
    if (outcome.kind === 'refused') throw new Error(`Refused: ${outcome.reason}.`)
    const { code, version, validFrom, sceneId } = outcome.methodology
    const name = `${code} version ${version}`
    console.log(
      outcome.kind === 'unchanged'
        ? `${name} was here already, with the same text.`
        : `${name} is published: ${sceneId} counts from ${validFrom} on. ${outcome.told === 1 ? '1 person' : `${outcome.told} people`} asked to be told.`,
    )
  } finally {
    await platform.close()
  }
}
