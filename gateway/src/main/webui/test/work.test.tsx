import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { doseDay, siteWork } from '../mock/work';
import { minutesUntil, spell } from '../src/time';
import { open } from './app';

class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static last: FakeEventSource | undefined;
  readyState = 1;
  closed = false;

  constructor(readonly url: string) {
    super();
    FakeEventSource.last = this;
  }

  close() {
    this.closed = true;
  }

  send(list: unknown) {
    this.dispatchEvent(new MessageEvent('list', { data: JSON.stringify(list) }));
  }
}

/** The mock's times are counted from the minute in which it was loaded. */
const LOADED = Date.now();

beforeEach(() => {
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.useFakeTimers({ toFake: ['Date'], now: LOADED });
});

afterEach(() => void vi.useRealTimers());

const DOSE_DAY = '/studies/KET-TRD-01/subjects/01-002/dose-day';

describe('the dose day', () => {
  it('says what is late, due now and next, and how long the dose has run', async () => {
    open(DOSE_DAY, 'nurse');
    expect(await screen.findByRole('timer')).toHaveTextContent(/^38 min since the start/);
    const late = screen.getByRole('region', { name: 'Late' });
    expect(within(late).getByText(/late by 4 min/)).toBeInTheDocument();
    const now = screen.getByRole('region', { name: 'Due now' });
    expect(within(now).getAllByRole('link')).toHaveLength(2);
    expect(within(now).getAllByText(/7 min left/)).toHaveLength(2);
    expect(within(screen.getByRole('region', { name: 'Next' })).getByRole('link')).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent('Safety alerts that wait for an investigator: 1');
    expect(screen.getByRole('link', { name: 'Read the alerts' })).toHaveAttribute(
      'href',
      '/studies/KET-TRD-01/safety?show=alerts',
    );
  });

  it('opens the next repeat of a form that is completed again and again, as the server counts it', async () => {
    open(DOSE_DAY, 'nurse');
    const late = await screen.findByRole('region', { name: 'Late' });
    expect(within(late).getByRole('link')).toHaveAttribute(
      'href',
      '/studies/KET-TRD-01/subjects/01-002/events/INFUSION/forms/VITALS?repeat=4',
    );
  });

  it('follows the server, and says so when the connection is lost', async () => {
    open(DOSE_DAY, 'nurse');
    await screen.findByRole('region', { name: 'Due now' });
    const source = FakeEventSource.last!;
    expect(source.url).toBe('/api/ecrf/studies/KET-TRD-01/subjects/01-002/dose-day/changes');
    const day = doseDay('01-002', 'nurse');
    act(() => source.send({ ...day, now: [day.now[0]], alerts: 0 }));
    expect(within(screen.getByRole('region', { name: 'Due now' })).getAllByRole('link')).toHaveLength(1);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.getByText('Up to date')).toBeInTheDocument();
    act(() => void source.dispatchEvent(new Event('error')));
    expect(screen.getByText('Connection lost, trying again')).toBeInTheDocument();
  });

  it('asks again later when it is refused, because then the browser does not', async () => {
    open(DOSE_DAY, 'nurse');
    await screen.findByRole('region', { name: 'Due now' });
    const refused = FakeEventSource.last!;
    vi.useFakeTimers();
    refused.readyState = FakeEventSource.CLOSED;
    act(() => void refused.dispatchEvent(new Event('error')));
    expect(FakeEventSource.last).toBe(refused);
    act(() => void vi.advanceTimersByTime(15_000));
    vi.useRealTimers();
    expect(FakeEventSource.last).not.toBe(refused);
    expect(FakeEventSource.last!.url).toBe(refused.url);
  });

  it('stops following when the page is left', async () => {
    const { router } = open(DOSE_DAY, 'nurse');
    await screen.findByRole('region', { name: 'Due now' });
    const source = FakeEventSource.last!;
    await act(() => router.navigate({ to: '/' }));
    expect(source.closed).toBe(true);
  });

  it('shows a rater nothing of the dose day', async () => {
    open(DOSE_DAY, 'rater');
    expect(await screen.findByRole('timer')).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Due now' })).not.toBeInTheDocument();
    expect(screen.queryByText('CADSS')).not.toBeInTheDocument();
  });
});

describe("a site's work list", () => {
  it('shows what the person enters, and the rest on demand', async () => {
    open('/studies/KET-TRD-01/sites/01/work', 'nurse');
    await screen.findByRole('region', { name: 'Due now' });
    expect(screen.queryByRole('region', { name: 'Next' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByText('Everything I see'));
    const next = screen.getByRole('region', { name: 'Next' });
    expect(within(next).getByText(/01-002, 24 hours/)).toBeInTheDocument();
    expect(within(next).getByText('read only')).toBeInTheDocument();
  });

  it('opens a reading that is due where nothing was entered yet', async () => {
    open('/studies/KET-TRD-01/sites/01/work', 'nurse');
    const late = await screen.findByRole('region', { name: 'Late' });
    expect(within(late).getByRole('link')).toHaveAttribute(
      'href',
      '/studies/KET-TRD-01/subjects/01-002/events/INFUSION/forms/VITALS?repeat=4',
    );
  });

  it('leads to the queries and reports that wait for the reader, and follows their number', async () => {
    const { router } = open('/studies/KET-TRD-01/sites/01/work', 'nurse');
    const waits = await screen.findByRole('navigation', { name: 'What waits for you' });
    expect(within(waits).getByRole('link', { name: /clock runs or is overdue: 2/ })).toHaveAttribute(
      'href',
      '/studies/KET-TRD-01/safety?show=clocks&site=01',
    );
    act(() => FakeEventSource.last!.send({ ...siteWork('01', 'nurse'), queries: 1, clocks: 0 }));
    expect(within(waits).getAllByRole('link')).toHaveLength(1);
    await userEvent.click(within(waits).getByRole('link', { name: 'Queries that wait for you: 1' }));
    expect(await screen.findByRole('heading', { name: 'Queries' })).toBeInTheDocument();
    expect(router.state.location.search).toEqual({ site: '01' });
  });

  it('says nothing of what nobody has to do', async () => {
    open('/studies/KET-TRD-01/sites/01/work', 'nurse');
    await screen.findByRole('navigation', { name: 'What waits for you' });
    act(() => FakeEventSource.last!.send({ ...siteWork('01', 'nurse'), queries: 0, clocks: 0 }));
    expect(screen.queryByRole('navigation', { name: 'What waits for you' })).not.toBeInTheDocument();
  });

  it('is one click away from the subjects', async () => {
    open('/studies/KET-TRD-01', 'nurse');
    expect(await screen.findByRole('link', { name: 'Work list' })).toHaveAttribute(
      'href',
      '/studies/KET-TRD-01/sites/01/work',
    );
  });
});

describe('minutes', () => {
  it.each([
    ['2026-03-02T09:40:00Z', 2],
    ['2026-03-02T09:38:00Z', 0],
    ['2026-03-02T09:37:00Z', -1],
  ])('are counted by the minute until %s', (instant, minutes) => {
    expect(minutesUntil(instant, Date.parse('2026-03-02T09:38:59Z'))).toBe(minutes);
  });

  it.each([
    [0, '0 min'],
    [59, '59 min'],
    [60, '1 h'],
    [125, '2 h 5 min'],
    [1440, '1 d'],
    [4560, '3 d 4 h'],
    [-4, '−4 min'],
  ])('%i are spelled %s', (minutes, text) => {
    expect(spell(minutes)).toBe(text);
  });
});
