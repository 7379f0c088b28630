/** Points 碳积分: what a gram becomes, how long a lot lasts, and in which order lots are spent. */
export { decideConversion, type ConversionDecision } from './conversion'
export { monthlyLotExpiry, pointsOfGrams } from './lot'
export { REMINDER_DAYS, reminderDue, type ReminderDays } from './reminder'
export { saleFen } from './sale'
export { spendFirstExpiring, type Lot, type LotShare } from './spending'
export { MILLIGRAMS_PER_POINT, replayLot, type LotLineage, type LotStep } from './lineage'
