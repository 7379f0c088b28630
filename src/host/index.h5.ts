/** The host port in a browser: inside the city super-app's web-view, or stand-alone. */
import Taro from '@tarojs/taro'
import { h5Host } from './h5'

export const host = h5Host(window, Taro)
