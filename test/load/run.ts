/** `npm run bench -- NAME`: runs one bench and prints its figures, one JSON line each. */
import { benchIntake } from './intake'
import { benchRedeem } from './redeem'
import { benchVoucher } from './voucher'

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  intake: benchIntake,
  redeem: benchRedeem,
  voucher: benchVoucher,
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
