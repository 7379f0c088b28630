import type { Formula, Words } from '#domain/methodology'

/** Whole and tenths of a gram are what people read; a factor finer than that is cut, never rounded up. */
const gramsText = (micrograms: number): string => {
  const tenths = Math.floor(micrograms / 100_000)
  return tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1)
}

/** One line a grandmother understands, made from the factor itself so that it can never disagree with it. */
export const summaryWords = (scene: Words, formula: Formula): Words => {
  switch (formula.kind) {
    case 'perMetre': {
      // µg per metre is mg per kilometre; a thousand of them are a gram.
      const grams = gramsText(formula.microgramsPerMeter * 1000)
      return {
        zh: `${scene.zh}每公里少排 ${grams} 克`,
        en: `Every kilometre by ${scene.en.toLowerCase()} saves ${grams} g`,
      }
    }
    case 'perBoarding': {
      const grams = gramsText(formula.milligramsPerBoarding * 1000)
      return {
        zh: `${scene.zh}每坐一次少排 ${grams} 克`,
        en: `Every ride by ${scene.en.toLowerCase()} saves ${grams} g`,
      }
    }
  }
}
