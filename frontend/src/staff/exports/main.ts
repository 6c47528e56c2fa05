import '../../lib/styles/staff.scss';
import '../styles/exports.scss';
import { mount } from 'svelte';
import Page from './Page.svelte';

const target = document.getElementById('app');
if (target) mount(Page, { target });
