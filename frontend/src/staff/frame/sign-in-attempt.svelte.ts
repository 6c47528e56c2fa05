// A name and a password, what is wrong with them, and the signing in.
import type { Fault } from '../../lib/ui/ErrorSummary.svelte';
import { signIn } from '../../api/staff';
import type { Me } from '../../api/types';
import { signIn as words } from '../texts';
import { failureText } from './failure-text';

export class SignInAttempt {
  name = $state('');
  password = $state('');
  faults = $state.raw<Fault[]>([]);
  working = $state(false);
  /** Whether the service refused because the browser would not keep the sign-in. */
  insecure = $state(false);

  /** @param prefix What the ids of the fields begin with, where the page may have others. */
  constructor(
    name = '',
    readonly prefix = '',
  ) {
    this.name = name;
  }

  faultOf(field: 'name' | 'password'): string | undefined {
    return this.faults.find(({ target }) => target === this.prefix + field)?.message;
  }

  /** Who has signed in; nothing when it failed. */
  async send(): Promise<Me | undefined> {
    if (this.working) return undefined;
    this.faults = this.#missing();
    if (this.faults.length > 0) return undefined;
    this.working = true;
    const answer = await signIn(this.name.trim(), this.password);
    this.working = false;
    if (answer.ok) return answer.value;
    const { failure } = answer;
    if (failure.problem?.type.endsWith('/not-secure')) this.insecure = true;
    else if (failure.problem?.status === 401) {
      this.password = '';
      this.faults = [{ target: `${this.prefix}name`, message: words.wrong }];
    } else if (failure.problem?.status === 429) {
      this.faults = [{ message: words.tooOften(failure.retryAfter) }];
    } else this.faults = [{ message: failureText(failure) }];
    return undefined;
  }

  #missing(): Fault[] {
    return [
      ...(this.name.trim() ? [] : [{ target: `${this.prefix}name`, message: words.noName }]),
      ...(this.password ? [] : [{ target: `${this.prefix}password`, message: words.noPassword }]),
    ];
  }
}
