import type {
  SceneApplicationList,
  SceneApplicationState,
  SceneExtensionReviewRequest,
  SceneReviewRequest,
  StaffSceneApplication,
} from '#contract'
import type { ApiClient, WriteOptions } from '../client'

const ALL = '/v1/staff/scene-applications'

/** Applications for scenes as the offices review, test, open and stop them. Acts take their key from the caller. */
export const staffScenesApi = (client: ApiClient) => {
  const act = (applicationId: string, word: string, body: object | undefined, options: WriteOptions) =>
    client.post<StaffSceneApplication>(`${ALL}/${applicationId}/${word}`, body && { ...body }, options)
  return {
    list: (state: SceneApplicationState) => client.get<SceneApplicationList>(ALL, { state }),
    read: (applicationId: string) => client.get<StaffSceneApplication>(`${ALL}/${applicationId}`),
    review: (applicationId: string, review: SceneReviewRequest, options: WriteOptions) =>
      act(applicationId, 'reviews', review, options),
    reviewExtension: (applicationId: string, review: SceneExtensionReviewRequest, options: WriteOptions) =>
      act(applicationId, 'extension-reviews', review, options),
    beginTest: (applicationId: string, options: WriteOptions) =>
      act(applicationId, 'system-test', undefined, options),
    passTest: (applicationId: string, channelRank: number, options: WriteOptions) =>
      act(applicationId, 'connection', { channelRank }, options),
    open: (applicationId: string, options: WriteOptions) => act(applicationId, 'opening', undefined, options),
    suspend: (applicationId: string, reasons: string, options: WriteOptions) =>
      act(applicationId, 'suspension', { reasons }, options),
    resume: (applicationId: string, reasons: string, options: WriteOptions) =>
      act(applicationId, 'resumption', { reasons }, options),
  }
}

export type StaffScenesApi = ReturnType<typeof staffScenesApi>
