import type { CreditStatement } from '#contract'
import type { StampKind } from '../../../ui'

export const STATEMENT_STAMPS: Readonly<Record<CreditStatement['state'], StampKind>> = {
  coming: 'wait',
  live: 'done',
  ended: 'plain',
  revoked: 'refused',
}
