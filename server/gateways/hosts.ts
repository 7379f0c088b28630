import type { JWTVerifyGetKey } from 'jose'

import type { Attestation } from '#domain/identity'
import type { AttemptOutcome } from '#domain/message'
import type { HostConnection } from '#server/platform/index'

import { verifyCityCode, type CityCodeHolder } from './city-code'
import { exchangeTicket } from './host-identity'
import { passMessageOn, type HostMessage } from './host-messages'
import { createHostKeys, verifyCardList, type HostCardList } from './host-keys'

export type { CityCodeHolder, HostCardList, HostMessage }

/** What we ask of the super-apps' servers. `unknownHost`: none is configured under this id. */
export interface Hosts {
  exchangeTicket(
    hostId: string,
    ticket: string,
  ): Promise<Attestation | 'unknownHost' | 'refused' | 'unreachable'>
  verifyCardList(
    hostId: string,
    statement: string,
  ): Promise<HostCardList | 'unknownHost' | 'refused' | 'unreachable'>
  /** The city code is one host's; it may be presented through any, so the presenting host is asked first if it issues codes. */
  verifyCityCode(
    hostId: string,
    token: string,
  ): Promise<CityCodeHolder | 'unknownHost' | 'refused' | 'unreachable'>
  /** The hosts that pass messages on to their users. */
  readonly passingMessagesOn: ReadonlySet<string>
  /** To one of these only. */
  passMessageOn(hostId: string, message: HostMessage, now: Date): Promise<AttemptOutcome>
}

export const createHosts = (connections: readonly HostConnection[]): Hosts => {
  const byId = new Map(connections.map((connection) => [connection.hostId, connection]))
  const keys = new Map<string, JWTVerifyGetKey>()
  const keysOf = (connection: HostConnection): JWTVerifyGetKey => {
    const known = keys.get(connection.hostId) ?? createHostKeys(connection)
    keys.set(connection.hostId, known)
    return known
  }
  return {
    async exchangeTicket(hostId, ticket) {
      const connection = byId.get(hostId)
      return connection ? exchangeTicket(connection, ticket) : 'unknownHost'
    },
    async verifyCardList(hostId, statement) {
      const connection = byId.get(hostId)
      return connection ? verifyCardList(keysOf(connection), statement) : 'unknownHost'
    },
    async verifyCityCode(hostId, token) {
      const issuers = connections.filter(({ cityCodeUrl }) => cityCodeUrl !== undefined)
      const issuer = issuers.find((connection) => connection.hostId === hostId) ?? issuers[0]
      if (issuer?.cityCodeUrl === undefined) return 'unknownHost'
      return verifyCityCode(issuer, issuer.cityCodeUrl, token)
    },
    passingMessagesOn: new Set(
      connections.filter(({ messagesUrl }) => messagesUrl !== undefined).map(({ hostId }) => hostId),
    ),
    async passMessageOn(hostId, message, now) {
      const connection = byId.get(hostId)
      if (connection?.messagesUrl === undefined) throw new Error(`${hostId} passes no messages on.`)
      return passMessageOn(connection, connection.messagesUrl, message, now)
    },
  }
}
