import '../../lib/styles/staff.scss';
import '../styles/imports.scss';
import { mount } from 'svelte';
import Page from './Page.svelte';

const target = document.getElementById('app');
if (target) mount(Page, { target });
