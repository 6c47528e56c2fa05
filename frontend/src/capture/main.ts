// The capture page: a storyteller's way from the first words to the receipt.
import '../styles/storyteller.scss';
import { mount } from 'svelte';
import Capture from './Capture.svelte';

const target = document.getElementById('app');
if (target) mount(Capture, { target });
