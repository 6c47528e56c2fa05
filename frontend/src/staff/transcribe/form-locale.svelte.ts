// The form's language for the framework's texts, and English for the interface.
import { type Text } from '../../lib/framework';
import { sayIn, type Said } from '../../lib/i18n/tags';
import { Locale } from '../../lib/i18n/locale.svelte';

export class FormLocale extends Locale {
  /** The language and wording of the forms in the pile. */
  form = $state('en');

  override said(text: Text): Said {
    return sayIn(text, this.form, this.declared);
  }
}
