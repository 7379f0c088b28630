import type {
  DraftRun,
  MethodologyRegister,
  ProposalList,
  ProposalSummary,
  Retirement,
  SeatRequest,
  StaffProposal,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

const ALL = '/v1/staff/methodology-proposals'
const one = (proposalId: string) => `${ALL}/${proposalId}`

/** Proposals as the offices work on them, and the end of a version. Acts take their key from the caller. */
export const staffMethodologiesApi = (client: ApiClient) => {
  const act = (proposalId: string, word: string, body: object | undefined, options: WriteOptions) =>
    client.post<StaffProposal>(`${one(proposalId)}/${word}`, body && { ...body }, options)
  return {
    list: (state: ProposalSummary['state']) => client.get<ProposalList>(ALL, { state }),
    read: (proposalId: string) => client.get<StaffProposal>(one(proposalId)),
    draftRun: (proposalId: string, month: string) =>
      client.get<DraftRun>(`${one(proposalId)}/draft-run`, { month }),
    beginCheck: (proposalId: string, options: WriteOptions) => act(proposalId, 'check', undefined, options),
    accept: (proposalId: string, code: string | null, options: WriteOptions) =>
      act(proposalId, 'acceptance', { code }, options),
    giveBack: (proposalId: string, reasons: string, options: WriteOptions) =>
      act(proposalId, 'return', { reasons }, options),
    close: (proposalId: string, reasons: string, options: WriteOptions) =>
      act(proposalId, 'closure', { reasons }, options),
    ask: (proposalId: string, seat: SeatRequest, options: WriteOptions) =>
      act(proposalId, 'seats', seat, options),
    replace: (proposalId: string, replaced: string, expertId: string, options: WriteOptions) =>
      act(proposalId, `seats/${replaced}/substitution`, { expertId }, options),
    sign: (proposalId: string, day: string, options: WriteOptions) =>
      act(proposalId, 'signatures', { day }, options),
    register: () => client.get<MethodologyRegister>('/v1/methodology-register'),
    retirement: (code: string, version: number) =>
      client.get<Retirement>(`/v1/staff/methodologies/${code}/${version}/retirement`),
    retire: (code: string, version: number, day: string, options: WriteOptions) =>
      client.post<Retirement>(`/v1/staff/methodologies/${code}/${version}/retirement`, { day }, options),
  }
}

export type StaffMethodologiesApi = ReturnType<typeof staffMethodologiesApi>
