import type { Statement, StatementShare } from '#contract'
import { useWords } from '../../../i18n'
import { statementWords } from '../../../i18n/merchant/statements'
import { signedYuanText } from '../../../i18n/yuan'
import { Heading, List, Row } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** Who pays what of it, and which shops it is from. */
export function StatementShares({ statement: { shares, shops } }: { statement: Statement }) {
  const say = useWords(statementWords)
  const named = useNamed()
  const yuan = (fen: number) => `${signedYuanText(fen)} ${say('yuan')}`
  return (
    <>
      <Heading>{say('sponsors')}</Heading>
      <List>
        {shares.map((share) => (
          <Row
            key={share.sponsorId}
            title={named(share.sponsor)}
            detail={<ShareDetail share={share} />}
            end={yuan(share.fen)}
          />
        ))}
      </List>
      <Heading>{say('shops')}</Heading>
      <List>
        {shops.map(({ shopId, name, lines, fen }) => (
          <Row key={shopId} title={named(name)} detail={say('shopRow', { n: lines })} end={yuan(fen)} />
        ))}
      </List>
    </>
  )
}

function ShareDetail({ share: { fen, lines, paidFen, payment } }: { share: StatementShare }) {
  const say = useWords(statementWords)
  const paid = () => {
    if (paidFen === fen) return say('sponsorPaid', { reference: payment?.reference ?? '–' })
    if (fen < 0) return say('sponsorDeducted')
    return paidFen === 0 ? say('sponsorOpen') : say('partly', { yuan: signedYuanText(paidFen) })
  }
  return <>{say('sponsorRow', { n: lines, paid: paid() })}</>
}
