// The shared tablet: one person after another tells a story, and none sees what the one before wrote.
import '../../lib/styles/storyteller.scss';
import '../../lib/styles/tablet.scss';
import { mount } from 'svelte';
import Kiosk from './Kiosk.svelte';

const target = document.getElementById('app');
if (target) mount(Kiosk, { target });
