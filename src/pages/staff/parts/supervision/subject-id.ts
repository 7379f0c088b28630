import type { SuspensionSubject } from '#contract'

/** The id of who or what is stopped, as everybody writes it. */
export function idOf(subject: SuspensionSubject): string {
  switch (subject.kind) {
    case 'account':
      return subject.accountId
    case 'operator':
      return subject.operatorId
    case 'institution':
      return subject.institutionId
  }
}
