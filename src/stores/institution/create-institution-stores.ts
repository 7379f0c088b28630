import type { Membership } from '#contract'
import { may } from '#domain/institution'
import { institutionGoodsApi } from '../../api/resources/institution-goods'
import { givenStatementsApi } from '../../api/resources/given-statements'
import { goodsConsentsApi } from '../../api/resources/goods-consents'
import { institutionFiguresApi } from '../../api/resources/institution-figures'
import { institutionMoneyApi } from '../../api/resources/institution-money'
import { openedGroupsApi } from '../../api/resources/opened-groups'
import type { PicturePort } from '../../host/picture'
import type { Surroundings } from '../create-stores'
import type { Member } from '../member'
import { CollectedStore } from './collected-store'
import { ConsentsStore } from './consents-store'
import { DisputeStore } from './dispute-store'
import { DisputesStore } from './disputes-store'
import { DueLinesStore } from './due-lines-store'
import { DuesStore } from './dues-store'
import { FiguresStore } from './figures-store'
import { GoodsStore } from './goods-store'
import { GivenStore } from './given-store'
import { GroupsStore } from './groups-store'
import { createInstitutionNavigation } from './institution-navigation'
import { NewGoodsStore } from './new-goods-store'
import { PaymentsStore } from './payments-store'
import { PictureStore } from './picture-store'

/** Whether these pages are for this member: of a mall operator or a sponsor, and in charge of goods. */
const suits = ({ isMallOperator, isSponsor, role }: Membership): boolean =>
  (isMallOperator || isSponsor) && may(role, 'changeGoods')

/** Builds what a mall operator's and a sponsor's pages read, over the session of the member who acts. */
export function createInstitutionStores(
  { host, baseUrl, now }: Surroundings,
  { session, client, lastKnown }: Member,
  pictures: PicturePort,
) {
  const goodsApi = institutionGoodsApi(client)
  const goods = new GoodsStore(goodsApi, now)
  const newGoods = new NewGoodsStore(goodsApi, goods, lastKnown, now)
  const picture = new PictureStore(pictures, goodsApi, baseUrl)
  const figures = institutionFiguresApi(client)
  const listed = new FiguresStore(figures, 'mallOperator', now)
  const paid = new FiguresStore(figures, 'sponsor', now)
  const collected = new CollectedStore(figures)
  const consents = new ConsentsStore(goodsConsentsApi(client))
  const money = institutionMoneyApi(client)
  const payments = new PaymentsStore(money)
  const dues = new DuesStore(money, payments, now)
  const dueLines = new DueLinesStore(money, host)
  const disputes = new DisputesStore(money)
  const dispute = new DisputeStore(money)
  const given = new GivenStore(givenStatementsApi(client))
  const groups = new GroupsStore(openedGroupsApi(client))
  const stores = {
    goods,
    newGoods,
    picture,
    listed,
    paid,
    collected,
    consents,
    dues,
    dueLines,
    payments,
    disputes,
    dispute,
    given,
    groups,
  }
  session.onLeave(() => Object.values(stores).forEach((store) => store.forget()))
  return {
    ...stores,
    session,
    suits,
    now,
    navigation: createInstitutionNavigation(host.nav),
    /** As long as a code is on the screen; returns how to end it. */
    keepBright: () => host.screen.keepBright(),
    /** Sends the way into a group by the host's own sharing. */
    share: ({ title, code }: { readonly title: string; readonly code: string }) =>
      host.share({ title, path: `/pages/together/join?code=${code}` }),
  }
}

export type InstitutionStores = ReturnType<typeof createInstitutionStores>
