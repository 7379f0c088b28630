import { refuse, type Refusal, type RefusalCode } from '#contract'

/** What went wrong with a host, as the person is told; `refusedAs` names what the host said no to. */
export const hostRefusal = (
  outcome: 'unknownHost' | 'refused' | 'unreachable',
  refusedAs: RefusalCode,
): Refusal => {
  switch (outcome) {
    case 'unknownHost':
      return refuse('session.unknown-host')
    case 'unreachable':
      return refuse('session.host-unreachable')
    case 'refused':
      return refuse(refusedAs)
  }
}
