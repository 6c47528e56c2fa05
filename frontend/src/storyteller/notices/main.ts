// The privacy notice and the accessibility statement.
import '../../lib/styles/storyteller.scss';
import { mount } from 'svelte';
import NoticePage from './NoticePage.svelte';

const target = document.getElementById('app');
if (target) mount(NoticePage, { target });
