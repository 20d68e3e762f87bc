/*
 * All tabs of a browser share one session, but each holds what its own person saw and typed. So every request but that for a stream of events names the person
 * whom the page was drawn for, and the gateway refuses one that comes under the session of somebody else.
 */
const HEADER = 'Equipoise-Person';
const REFUSED = 'equipoise.another-person';
const CHANNEL = 'equipoise.signed-in';

let person: string | null = null;

/** Who the page is drawn for from now on. */
export function drawFor(id: string): void {
  person = id;
}

export const drawnFor = (): string | null => person;

export const personHeader = (): Record<string, string> => (person === null ? {} : { [HEADER]: person });

/** A request was refused because somebody else is signed in. */
export const wasRefused = (): boolean => window.dispatchEvent(new Event(REFUSED));

/** Tells this browser's other tabs who is signed in, and runs an action when somebody else is: as they tell, or as a refusal does. */
export function onAnotherPerson(id: string, action: () => void): () => void {
  const tabs = new BroadcastChannel(CHANNEL);
  tabs.onmessage = (message: MessageEvent<unknown>) => {
    if (message.data !== id) {
      action();
    }
  };
  tabs.postMessage(id);
  window.addEventListener(REFUSED, action);
  return () => {
    window.removeEventListener(REFUSED, action);
    tabs.close();
  };
}
