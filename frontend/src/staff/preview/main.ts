// A form as storytellers see it, with test answers that are not stored.
import '../../lib/styles/storyteller.scss';
import { mount } from 'svelte';
import Preview from './Preview.svelte';

const target = document.getElementById('app');
if (target) mount(Preview, { target });
