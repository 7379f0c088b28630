/** What the pages about riding with others read: districts, groups, boards, titles, the year. Loaded with their subpackage. */
export { useTogetherStores } from './use-together-stores'
