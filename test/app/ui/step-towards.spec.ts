import fc from 'fast-check'
import { stepTowards, type Sight } from '../../../src/ui/step-towards'

const sights = fc
  .tuple(fc.nat({ max: 50 }), fc.nat({ max: 5 }))
  .map(([first, more]): Sight => ({ first, last: first + more }))
const chunksOf = ({ first, last }: Sight) => Array.from({ length: last - first + 1 }, (_, n) => first + n)

it('draws one chunk more at a time, and arrives at what is wanted', () => {
  fc.assert(
    fc.property(sights, sights, (begin, wanted) => {
      let drawn = begin
      for (let step = 0; step < 12; step += 1) {
        const next = stepTowards(drawn, wanted)
        const seen = new Set(chunksOf(drawn))
        expect(chunksOf(next).filter((chunk) => !seen.has(chunk)).length).toBeLessThanOrEqual(1)
        drawn = next
      }
      expect(drawn).toEqual(wanted)
    }),
  )
})
