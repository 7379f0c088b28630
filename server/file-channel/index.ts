/** Files: the rows of a push by a folder with a signed manifest and an acknowledgement, for operators without an API. */
export { fileChannel } from './file-channel'
