/**
 * A key for one intended write; a retry of the same intention carries the same key and is carried out once.
 * It must be unique, not secret, so Math.random serves where a mini-program has no crypto. Shape: RFC 4122 version 4.
 */
export function newIdempotencyKey(): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
    const digit = Math.floor(Math.random() * 16)
    return (place === 'x' ? digit : (digit % 4) + 8).toString(16)
  })
}
