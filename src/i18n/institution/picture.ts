import { defineWords } from '../words'

export const pictureWords = defineWords({
  picture: ['商品图片：{name}', 'Picture of {name}'],
  unnamed: ['这件商品', 'these goods'],
  none: ['还没有图片', 'No picture yet'],
  label: ['图片（可不放）', 'Picture, if any'],
  hint: [
    '从相册选一张，或现拍一张。太大的会先缩小。',
    'One from the album or the camera. A large one is made smaller first.',
  ],
  choose: ['放一张图片', 'Add a picture'],
  change: ['换图片', 'Change the picture'],
  drop: ['不放图片', 'No picture'],
  sending: ['正在上传图片…', 'Sending the picture…'],
  done: ['图片换好了', 'The picture is changed'],
  again: ['再传一次', 'Send it again'],
})

export const pictureFaultWords = defineWords({
  tooLarge: [
    '这张图片太大，缩小了也超过 256 KB。请换一张，或裁小了再选。',
    'This picture is too large: above 256 kB even when made smaller. Choose another, or crop it first.',
  ],
  wrongType: [
    '这个文件不是能用的图片。请选 JPG、PNG 或 WebP。',
    'This file is no picture that can be shown. Choose a JPG, PNG or WebP.',
  ],
  notAllowed: [
    '手机没有允许打开相册或相机。请在手机设置里允许，再点一次。',
    'The phone does not allow the album or the camera. Allow it in its settings and tap again.',
  ],
  noWay: [
    '在这个应用里选不了图片。请换一个应用打开，或者先不放图片。',
    'This app cannot choose a picture. Open it in another app, or go without one.',
  ],
  late: ['没有等到图片，请再选一次。', 'No picture came. Please choose again.'],
})
