// The shared tablet: one person after another tells a story, and nobody sees what the one before wrote.
import '../styles/storyteller.scss';
import '../styles/tablet.scss';
import { mount } from 'svelte';
import Kiosk from './Kiosk.svelte';

const target = document.getElementById('app');
if (target) mount(Kiosk, { target });
