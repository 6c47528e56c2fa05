// Who uses this page, and what happens when their session ends while they work: what they typed stays on the page until they
// sign in again over it, and is removed when another person signs in.
import type { Failure } from '../../api/problem';
import type { Me } from '../../api/types';
import { goToSignIn } from './pages';

class Session {
  /** Who signed in; missing until the service has said so. */
  me: Me | undefined = $state.raw();
  /** Whether the session has ended, as far as this page knows. */
  ended = $state(false);
  /** Whether this page asks to sign in again. */
  asking = $state(false);
  /** Whether the page is being reloaded for another person, so that nothing may keep it open. */
  leaving = $state(false);

  /** Begins, or goes on after a new sign-in. Another person gets a new page. */
  resume(me: Me): void {
    if (this.me && this.me.name !== me.name) return this.#startOver();
    this.me = me;
    this.ended = false;
    this.asking = false;
  }

  /** Whether something failed because the session has ended. Then this page asks to sign in again. */
  endedBy(failure: Failure): boolean {
    if (failure.problem?.status !== 401) return false;
    this.ended = true;
    if (this.me) this.asking = true;
    else goToSignIn();
    return true;
  }

  /** Like `endedBy`, for what nobody asked for just now: a line says so, and nothing interrupts the work. */
  quietlyEndedBy(failure: Failure): boolean {
    if (failure.problem?.status !== 401) return false;
    this.ended = true;
    if (!this.me) goToSignIn();
    return true;
  }

  /** Lets the browser ask before the page is left with unsaved work. */
  keep(event: BeforeUnloadEvent, unsaved: boolean): void {
    if (!unsaved || this.leaving) return;
    event.preventDefault();
    // Older browsers go by this.
    event.returnValue = true;
  }

  #startOver(): void {
    this.leaving = true;
    this.asking = false;
    this.me = undefined;
    // Not a reload: after one, browsers fill fields with what was typed in them before.
    location.replace(location.pathname + location.search);
  }
}

/** The session of this page. */
export const session = new Session();
