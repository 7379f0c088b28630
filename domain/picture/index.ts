/** What a picture of goods may be, one rule for the phone that sends it and the service that keeps it. */
export { PICTURE_BYTES_MAX, PICTURE_TYPES, pictureTypeOf, type PictureType } from './picture-type'
