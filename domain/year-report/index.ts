/** Year reports 年度报告: which days one is about, and what its figure may honestly be compared with. */
export { comparisonOf, type Comparison } from './comparison'
export { spanOfYear, yearsWithin, type YearBounds, type YearSpan } from './span'
