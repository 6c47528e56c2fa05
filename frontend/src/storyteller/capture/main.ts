// The capture page: from the start page to the receipt.
import '../../lib/styles/storyteller.scss';
import { mount } from 'svelte';
import Capture from './Capture.svelte';

const target = document.getElementById('app');
if (target) mount(Capture, { target });
