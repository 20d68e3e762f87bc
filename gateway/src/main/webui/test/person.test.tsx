import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../mock/backend';
import { call } from '../src/api/client';
import { keptFor, signInAgain } from '../src/api/freshSignIn';
import { drawFor } from '../src/api/person';
import { open } from './app';

class OtherTabs {
  static here: OtherTabs[] = [];
  onmessage: ((message: { data: unknown }) => void) | null = null;
  sent: unknown[] = [];

  constructor() {
    OtherTabs.here.push(this);
  }

  postMessage(message: unknown) {
    this.sent.push(message);
  }

  close() {
    OtherTabs.here = OtherTabs.here.filter((tab) => tab !== this);
  }

  static say(message: unknown) {
    OtherTabs.here.forEach((tab) => tab.onmessage?.({ data: message }));
  }
}

class FollowedList extends EventTarget {
  static last: FollowedList | undefined;
  readyState = 1;
  closed = false;

  constructor() {
    super();
    FollowedList.last = this;
  }

  close() {
    this.closed = true;
  }
}

beforeEach(() => {
  OtherTabs.here = [];
  vi.stubGlobal('BroadcastChannel', OtherTabs);
  vi.stubGlobal('EventSource', FollowedList);
});

const FORM = '/studies/KET-TRD-01/subjects/01-002/events/PLUS80/forms/VITALS';
const somebodyElseSignsIn = (role: string) => answer('GET', role ? `/mock/as/${role}` : '/mock/out', '', {});
const writes = (requests: { method: string; path: string }[]) => requests.filter(({ method }) => method !== 'GET');

describe('when somebody else signs in in another tab', () => {
  it('the page is taken away with what was typed and read, and says who is there now', async () => {
    const { queries, requests } = open(FORM, 'nurse');
    await userEvent.type(await screen.findByLabelText(/^Systolic/), '118');
    somebodyElseSignsIn('rater');
    act(() => OtherTabs.say('id-of-rita-rater'));
    expect(await screen.findByRole('alert')).toHaveTextContent(/Rita Rater is signed in now.*opened by Nora Nurse/);
    expect(screen.queryByLabelText(/^Systolic/)).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Go on as Rita Rater' })).toBeInTheDocument();
    expect(queries.getQueryCache().findAll({ queryKey: ['study'] })).toEqual([]);
    expect(writes(requests)).toEqual([]);
  });

  it('no list is followed on', async () => {
    open('/studies/KET-TRD-01/subjects/01-002/dose-day', 'nurse');
    await screen.findByRole('region', { name: 'Due now' });
    const list = FollowedList.last!;
    somebodyElseSignsIn('rater');
    act(() => OtherTabs.say('id-of-rita-rater'));
    await screen.findByRole('heading', { name: 'Rita Rater is signed in now' });
    expect(list.closed).toBe(true);
  });

  it('nothing is saved as theirs, should the other tab say nothing', async () => {
    const { requests } = open(FORM, 'nurse');
    await userEvent.type(await screen.findByLabelText(/^Systolic/), '118');
    await userEvent.type(screen.getByLabelText(/^Diastolic/), '78');
    await userEvent.type(screen.getByLabelText(/When did this happen/), '2026-03-04T10:30');
    somebodyElseSignsIn('investigator');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Ivan Investigator is signed in now');
    expect(writes(requests).map(({ path }) => path)).not.toEqual([]);
    somebodyElseSignsIn('nurse');
    expect(answer('GET', `/api/ecrf${FORM}?repeat=1`, '', {})).toMatchObject({ status: 404 });
  });

  it('the same person signing in again takes nothing away', async () => {
    open(FORM, 'nurse');
    await userEvent.type(await screen.findByLabelText(/^Systolic/), '118');
    somebodyElseSignsIn('');
    act(() => OtherTabs.say('id-of-somebody'));
    expect(await screen.findByText('Your session has ended')).toBeInTheDocument();
    somebodyElseSignsIn('nurse');
    act(() => OtherTabs.say('id-of-somebody'));
    await waitFor(() => expect(screen.queryByText('Your session has ended')).not.toBeInTheDocument());
    expect(screen.getByLabelText(/^Systolic/)).toHaveValue('118');
  });

  it('other tabs hear who is signed in here', async () => {
    open('/', 'nurse');
    await waitFor(() => expect(OtherTabs.here.flatMap(({ sent }) => sent)).toContain('id-of-nora-nurse'));
  });
});

describe('each request', () => {
  it('names the person whom the page was drawn for', async () => {
    const fetching = vi.fn(async (_path: string, _options: RequestInit) => new Response('{}'));
    vi.stubGlobal('fetch', fetching);
    drawFor('id-of-nora');
    await call('GET', '/api/x');
    await call('PUT', '/api/x', { body: {} });
    for (const [, options] of fetching.mock.calls) {
      expect(options.headers).toMatchObject({ 'Equipoise-Person': 'id-of-nora' });
    }
  });
});

describe('what waits for a fresh sign-in', () => {
  it('is not given to somebody else who comes back', () => {
    vi.stubGlobal('location', { ...window.location, assign: () => {} });
    drawFor('id-of-ivan');
    signInAgain('signature', { text: 'I have read it' });
    drawFor('id-of-irene');
    expect(keptFor('signature')).toBeNull();
    drawFor('id-of-ivan');
    expect(keptFor('signature')).toEqual({ text: 'I have read it' });
  });
});
