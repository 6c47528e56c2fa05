// Speaks the form's language where the framework speaks, and the staff's own everywhere else.
import { sayIn, type Said, type Text } from '../../lib/framework';
import { Speaker } from '../../lib/speaker.svelte';

export class FormSpeaker extends Speaker {
  /** The language and wording of the forms in the pile. */
  form = $state('en');

  override said(text: Text): Said {
    return sayIn(text, this.form, this.declared);
  }
}
