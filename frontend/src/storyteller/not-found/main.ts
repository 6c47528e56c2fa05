// The page for an address that leads nowhere.
import '../../lib/styles/storyteller.scss';
import { mount } from 'svelte';
import NotFoundPage from './NotFoundPage.svelte';

const target = document.getElementById('app');
if (target) mount(NotFoundPage, { target });
