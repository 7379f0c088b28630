import type { Principal } from './principal'

interface Asked {
  readonly principal: Principal | null
}

type Of<K extends Principal['kind']> = Extract<Principal, { kind: K }>

const isOf = <K extends Principal['kind']>(principal: Principal | null, kind: K): principal is Of<K> =>
  principal?.kind === kind

/** Says who is behind a request to a route for one kind alone. The access hook has let nobody else through. */
export const principalOf =
  <K extends Principal['kind']>(kind: K) =>
  ({ principal }: Asked): Of<K> => {
    if (isOf(principal, kind)) return principal
    throw new Error(`A route for a ${kind} was reached by somebody else.`)
  }

export const staffOf = principalOf('staff')
export const operatorOf = principalOf('operator')
export const partnerOf = principalOf('partner')
