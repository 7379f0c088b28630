import { Type } from '@sinclair/typebox'

import {
  GoodsBudgetRequest,
  GoodsConsent,
  GoodsConsentList,
  GoodsConsentRequest,
  GoodsDetail,
  GoodsList,
  GoodsPartners,
  GoodsRequest,
  GoodsStockRequest,
  isRefusal,
  OwnGoods,
  OwnGoodsList,
  Picture,
  wire,
} from '#contract'
import { rolesThatMay } from '#domain/institution'
import { PICTURE_BYTES_MAX, PICTURE_TYPES } from '#domain/picture'
import { actingMember } from '#server/institution/index'
import { RATE_LIMITS, type App, type Dependencies } from '#server/platform/index'

import { answerGoods, listConsents } from './consents'
import { listGoods, setBudget, setPicture, setStock, withdrawGoods } from './change-goods'
import { listOwnGoods, listPartners } from './own-goods'
import { keepPicture, readPicture } from './pictures'
import { listShelf, readGoods } from './shelf'

const GoodsParams = Type.Object({ goodsId: wire.WireId('gds') })
const PictureParams = Type.Object({ digest: Picture.properties.pictureDigest })

/** The shelf for everybody, and what mall operators and sponsors do about it. */
export const mallRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  shelfRoutes(app, deps)
  pictureRoutes(app, deps)
  ownGoodsRoutes(app, deps)
  consentRoutes(app, deps)
}

const shelfRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'public' } as const
  app.get('/v1/goods', { config, schema: { response: { 200: GoodsList } } }, () => listShelf(deps))
  app.get(
    '/v1/goods/:goodsId',
    { config, schema: { params: GoodsParams, response: { 200: GoodsDetail } } },
    async (request, reply) => {
      const goods = await readGoods(deps, request.params.goodsId)
      return isRefusal(goods) ? reply.refuse(goods) : goods
    },
  )
  const reading = { ...config, rateLimit: RATE_LIMITS.pictureReads } as const
  app.get(
    '/v1/pictures/:digest',
    { config: reading, schema: { params: PictureParams } },
    async (request, reply) => {
      const picture = await readPicture(deps, request.params.digest)
      if (isRefusal(picture)) return reply.refuse(picture)
      // Named by its digest: it never changes.
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        .type(picture.mediaType)
        .send(picture.bytes)
    },
  )
}

const pictureRoutes = (app: App, deps: Dependencies): void => {
  app.addContentTypeParser(
    [...PICTURE_TYPES],
    { parseAs: 'buffer', bodyLimit: PICTURE_BYTES_MAX },
    (_request, body, done) => done(null, body),
  )
  app.post(
    '/v1/institution/pictures',
    {
      config: {
        access: 'member',
        roles: rolesThatMay('changeGoods'),
        idempotency: 'off',
        rateLimit: RATE_LIMITS.pictureUploads,
      },
      bodyLimit: PICTURE_BYTES_MAX,
      schema: { response: { 201: Picture } },
    },
    async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const given = { contentType: request.headers['content-type'] ?? '', bytes }
      const kept = await keepPicture(deps, actingMember(request), given)
      return isRefusal(kept) ? reply.refuse(kept) : reply.status(201).send(kept)
    },
  )
}

const ownGoodsRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'member', roles: rolesThatMay('changeGoods') } as const
  app.get('/v1/institution/goods', { config, schema: { response: { 200: OwnGoodsList } } }, (request) =>
    listOwnGoods(deps, actingMember(request)),
  )
  app.get('/v1/institution/partners', { config, schema: { response: { 200: GoodsPartners } } }, () =>
    listPartners(deps),
  )
  app.post(
    '/v1/institution/goods',
    { config, schema: { body: GoodsRequest, response: { 201: OwnGoods } } },
    async (request, reply) => {
      const goods = await listGoods(deps, actingMember(request), { ...request.body, requestId: request.id })
      return isRefusal(goods) ? reply.refuse(goods) : reply.status(201).send(goods)
    },
  )
  app.put(
    '/v1/institution/goods/:goodsId/stock',
    { config, schema: { params: GoodsParams, body: GoodsStockRequest, response: { 200: OwnGoods } } },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const goods = await setStock(deps, actingMember(request), asked)
      return isRefusal(goods) ? reply.refuse(goods) : goods
    },
  )
  app.put(
    '/v1/institution/goods/:goodsId/picture',
    { config, schema: { params: GoodsParams, body: Picture, response: { 200: OwnGoods } } },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const goods = await setPicture(deps, actingMember(request), asked)
      return isRefusal(goods) ? reply.refuse(goods) : goods
    },
  )
  app.put(
    '/v1/institution/goods/:goodsId/budget',
    { config, schema: { params: GoodsParams, body: GoodsBudgetRequest, response: { 200: OwnGoods } } },
    async (request, reply) => {
      const asked = { ...request.params, ...request.body, requestId: request.id }
      const goods = await setBudget(deps, actingMember(request), asked)
      return isRefusal(goods) ? reply.refuse(goods) : goods
    },
  )
  app.post(
    '/v1/institution/goods/:goodsId/withdrawal',
    { config, schema: { params: GoodsParams, response: { 200: OwnGoods } } },
    async (request, reply) => {
      const asked = { ...request.params, requestId: request.id }
      const goods = await withdrawGoods(deps, actingMember(request), asked)
      return isRefusal(goods) ? reply.refuse(goods) : goods
    },
  )
}

const consentRoutes = (app: App, deps: Dependencies): void => {
  const config = { access: 'member', roles: rolesThatMay('changeGoods') } as const
  app.get(
    '/v1/institution/goods-consents',
    { config, schema: { response: { 200: GoodsConsentList } } },
    (request) => listConsents(deps, actingMember(request)),
  )
  app.put(
    '/v1/institution/goods-consents/:goodsId',
    { config, schema: { params: GoodsParams, body: GoodsConsentRequest, response: { 200: GoodsConsent } } },
    async (request, reply) => {
      const said = { ...request.params, ...request.body, requestId: request.id }
      const consent = await answerGoods(deps, actingMember(request), said)
      return isRefusal(consent) ? reply.refuse(consent) : consent
    },
  )
}
