/** `npm run bench -- NAME`: runs one bench and prints its figures, one JSON line each; `city-day` takes `--scale`. */
import { benchCityDay } from './city/city-day'
import { benchIntake } from './intake'
import { benchLedger } from './ledger'
import { benchRedeem } from './redeem'
import { benchResident } from './resident'
import { benchRush } from './rush'
import { benchVoucher } from './voucher'

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  'city-day': () => benchCityDay(scaleOf(process.argv)),
  intake: benchIntake,
  ledger: benchLedger,
  redeem: benchRedeem,
  resident: () => benchResident(),
  rush: benchRush,
  voucher: benchVoucher,
}

/** `--scale 0.01` or `--scale=0.01`; a fifth of the city unless said. */
function scaleOf(words: readonly string[]): number {
  const at = words.findIndex((word) => word.startsWith('--scale'))
  if (at < 0) return 0.2
  const [, value = words[at + 1]] = words[at]!.split('=')
  return Number(value)
}

async function main(): Promise<void> {
  const name = process.argv[2] ?? ''
  const bench = BENCHES[name]
  if (bench === undefined)
    throw new Error(`There is no bench ${name}; there is ${Object.keys(BENCHES).join(', ')}.`)
  await bench()
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
})
