// The receipt page: what became of a story, for the one person who holds its receipt.
import '../styles/storyteller.scss';
import { mount } from 'svelte';
import ReceiptPage from './ReceiptPage.svelte';

const target = document.getElementById('app');
if (target) mount(ReceiptPage, { target });
