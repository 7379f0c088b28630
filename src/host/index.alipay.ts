/** The host port inside Alipay. */
import { alipayHost } from './alipay'

declare const my: object

export const host = alipayHost(my)
