// The receipt page: the state of a story, for the person who has its receipt.
import '../../lib/styles/storyteller.scss';
import { mount } from 'svelte';
import ReceiptPage from './ReceiptPage.svelte';

const target = document.getElementById('app');
if (target) mount(ReceiptPage, { target });
