// The receipt page in easy read: one idea a line, short words. What is not here is said as in plain English.
import type { Translation } from '../translation';
import type { ReceiptWords } from './en';

export const words: Translation<ReceiptWords> = {};
