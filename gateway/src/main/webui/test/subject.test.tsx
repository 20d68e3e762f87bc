import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { anchorName, keyTimes } from '../src/anchors';
import type { ScheduledEvent } from '../src/api/types';
import { open } from './app';

const SUBJECT = '/studies/KET-TRD-01/subjects/01-002';

const event = (anchor: string | null, access: 'enter' | 'none' = 'enter'): ScheduledEvent => ({
  event: 'E',
  name: 'E',
  anchor,
  state: 'waiting',
  forms: [{ form: 'F', name: 'F', category: 'general', access }],
});

describe('the key times of a subject', () => {
  it('are those that the study measures from, in their order, and the first that is awaited', () => {
    const known = { surgery: '2026-03-02T09:00:00Z', consent: '2026-03-01T09:00:00Z' };
    expect(keyTimes(known, [event('surgery'), event(null), event('discharge'), event('followUp')])).toEqual([
      { anchor: 'consent', at: known.consent },
      { anchor: 'surgery', at: known.surgery },
      { anchor: 'discharge', at: null },
    ]);
  });

  it('are not called unknown where they may be hidden', () => {
    expect(keyTimes({}, [event('infusionEnd', 'none')])).toEqual([]);
  });

  it.each([
    ['infusionStart', 'Infusion start'],
    ['start12', 'Start 12'],
    ['FIRST_DOSE', 'First dose'],
    ['consent', 'Consent'],
  ])('%s is called “%s”', (anchor, name) => expect(anchorName(anchor)).toBe(name));

  it('stand on the page in the words of the study', async () => {
    open(SUBJECT, 'nurse');
    expect(await screen.findByText('Infusion start')).toBeInTheDocument();
  });
});

describe('the way to the dose day', () => {
  it('is there in a study that has one', async () => {
    open(SUBJECT, 'nurse');
    expect(await screen.findByRole('link', { name: 'Dose day' })).toHaveAttribute('href', `${SUBJECT}/dose-day`);
  });

  it('is not there in a study without', async () => {
    open(SUBJECT, 'nurse');
    const reach = fetch;
    vi.stubGlobal('fetch', async (url: string, options: RequestInit = {}) => {
      const answer = await reach(url, options);
      return url.endsWith('/schedule') ? new Response((await answer.text()).replaceAll('"doseDay":true', '"doseDay":false')) : answer;
    });
    await screen.findByRole('region', { name: 'Infusion' });
    expect(screen.queryByRole('link', { name: 'Dose day' })).not.toBeInTheDocument();
  });
});
