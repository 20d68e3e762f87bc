import { isProblem } from './client';
import { drawnFor } from './person';

/*
 * What reveals an arm, and a signature, take a sign-in of the last minute. The browser leaves for it and comes back: what
 * was typed waits in this tab's storage, which no other site and no other tab can read, and is gone once it is taken. If
 * somebody else comes back, it is nobody's.
 */
const KEPT = 'equipoise.waits-for-sign-in.';

export const wantsFreshSignIn = (failure: unknown): boolean =>
  isProblem(failure, 403) && failure.problem.code === 'sign-in-too-old';

type Kept<T> = { person: string | null; typed: T };

export function signInAgain(what: string, typed: unknown): void {
  sessionStorage.setItem(KEPT + what, JSON.stringify({ person: drawnFor(), typed } satisfies Kept<unknown>));
  const here = encodeURIComponent(window.location.pathname + window.location.search);
  window.location.assign(`/sign-in?reauthenticate=true&returnTo=${here}`);
}

/** What waited for the sign-in under this name; null if nothing did. */
export function keptFor<T>(what: string): T | null {
  const text = sessionStorage.getItem(KEPT + what);
  const kept = text === null ? null : (JSON.parse(text) as Kept<T>);
  return kept?.person === drawnFor() ? kept.typed : null;
}

export const forget = (what: string): void => sessionStorage.removeItem(KEPT + what);
