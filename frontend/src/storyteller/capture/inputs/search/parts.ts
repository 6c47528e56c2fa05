// What the search in a long choice consists of.
import './search.scss';

export { searchWords } from '../../../../lib/i18n/search';
export { default as OptionSearch } from './OptionSearch.svelte';
