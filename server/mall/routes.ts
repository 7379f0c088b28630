import { Type } from '@sinclair/typebox'

import {
  GoodsBudgetRequest,
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
import { actingMember } from '#server/institution/index'
import type { App, Dependencies } from '#server/platform/index'

import { listGoods, setBudget, setStock, withdrawGoods } from './change-goods'
import { listOwnGoods, listPartners } from './own-goods'
import { keepPicture, PICTURE_BYTES_MAX, PICTURE_TYPES, readPicture } from './pictures'
import { listShelf, readGoods } from './shelf'

const GoodsParams = Type.Object({ goodsId: wire.WireId('gds') })
const PictureParams = Type.Object({ digest: Picture.properties.pictureDigest })

/** The shelf for everybody, and what mall operators and sponsors do about it. */
export const mallRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  shelfRoutes(app, deps)
  pictureRoutes(app, deps)
  ownGoodsRoutes(app, deps)
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
  app.get('/v1/pictures/:digest', { config, schema: { params: PictureParams } }, async (request, reply) => {
    const picture = await readPicture(deps, request.params.digest)
    if (isRefusal(picture)) return reply.refuse(picture)
    // Named by its digest: it never changes.
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .type(picture.mediaType)
      .send(picture.bytes)
  })
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
      config: { access: 'member', roles: rolesThatMay('changeGoods'), idempotency: 'off' },
      bodyLimit: PICTURE_BYTES_MAX,
      schema: { response: { 201: Picture } },
    },
    async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const kept = await keepPicture(deps, { contentType: request.headers['content-type'] ?? '', bytes })
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
