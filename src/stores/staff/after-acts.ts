import type { ApiClient, ApiResult, WriteOptions } from '../../api'
import type { Json } from '../../host'

/** The same client; `whenDone` is told of every act the service carried out. */
export function afterActs(client: ApiClient, whenDone: () => void): ApiClient {
  const told = async <T>(result: Promise<ApiResult<T>>): Promise<ApiResult<T>> => {
    const answered = await result
    if (answered.ok) whenDone()
    return answered
  }
  return {
    ...client,
    post: <T>(path: string, body?: Json, options?: WriteOptions) => told(client.post<T>(path, body, options)),
    upload: <T>(path: string, bytes: Uint8Array, type: string) => told(client.upload<T>(path, bytes, type)),
    put: <T>(path: string, body?: Json, options?: WriteOptions) => told(client.put<T>(path, body, options)),
    delete: <T>(path: string, options?: WriteOptions) => told(client.delete<T>(path, options)),
  }
}
