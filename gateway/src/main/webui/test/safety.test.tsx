import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { newNotices } from '../mock/safety';
import type { ReportingClock } from '../src/api/safety';
import { byUrgency, timeOf } from '../src/pages/safety/Clocks';
import { criteria } from '../src/pages/safety/AdverseEvents';
import { open } from './app';

const SAFETY = '/studies/KET-TRD-01/safety';

beforeEach(() => newNotices());

describe('the reporting clocks', () => {
  it('show what is overdue before what runs, with the time that is left, and a way to the report', async () => {
    open(SAFETY, 'monitor');
    const overdue = await screen.findByRole('region', { name: 'Overdue' });
    expect(await within(overdue).findByText('5 h late')).toBeInTheDocument();
    const running = screen.getByRole('region', { name: 'Running' });
    const rows = (await within(running).findAllByRole('row')).slice(1);
    expect(rows).toHaveLength(2);
    expect(within(rows[0]!).getByText(/^(2 h|1 h 59 min) left$/)).toBeInTheDocument();
    expect(within(rows[1]!).getByRole('link', { name: 'Not begun: enter it' })).toHaveAttribute(
      'href',
      '/studies/KET-TRD-01/subjects/01-014/events/COMMON/forms/AE?repeat=2',
    );
    expect(screen.queryByRole('region', { name: 'Made late' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show the reports that were made' }));
    expect(await within(await screen.findByRole('region', { name: 'Made late' })).findByText('2 h late')).toBeInTheDocument();
    expect(await screen.findByText('in time')).toBeInTheDocument();
  });

  it('are asked for by the chosen site', async () => {
    const { requests } = open(SAFETY, 'monitor');
    await userEvent.selectOptions(await screen.findByLabelText('Site'), '02');
    await waitFor(() => expect(requests.some((r) => /reporting-clocks\?site=02&state=overdue/.test(r.path))).toBe(true));
  });

  it('are counted without subjects for who may not see what happened', async () => {
    const { requests } = open(SAFETY, 'sponsor');
    const table = await screen.findByRole('table', { name: 'Reporting clocks' });
    expect(within(table).getAllByRole('cell').map((cell) => cell.textContent)).toEqual([
      'Awareness to report to the sponsor',
      '2',
      '1',
      '1',
      '4',
    ]);
    expect(screen.getAllByRole('tab')).toHaveLength(1);
    expect(requests.map((r) => r.path).filter((path) => /reporting-clocks\?|adverse|alerts|subjects/.test(path))).toEqual([]);
  });

  it('are not there for a rater, who sees the alerts alone that the server shows', async () => {
    const { requests } = open(`${SAFETY}?show=clocks`, 'rater');
    await screen.findByRole('tab', { name: 'Alerts', selected: true });
    expect(screen.queryByRole('tab', { name: 'Reporting clocks' })).not.toBeInTheDocument();
    expect(screen.queryByRole('tab', { name: 'Adverse events' })).not.toBeInTheDocument();
    expect(requests.some((r) => /reporting-clocks|adverse-events/.test(r.path))).toBe(false);
  });

  const clock = (more: Partial<ReportingClock>) => ({ subject: '01-001', dueAt: '2026-03-02T10:00:00Z', ...more }) as ReportingClock;

  it.each([
    [clock({ state: 'running' }), '2026-03-02T08:30:30Z', '1 h 30 min left'],
    [clock({ state: 'running' }), '2026-03-02T10:00:30Z', '0 min left'],
    [clock({ state: 'overdue' }), '2026-03-03T11:00:00Z', '1 d 1 h late'],
    [clock({ state: 'met-late', stoppedAt: '2026-03-02T10:20:00Z' }), '2026-05-01T00:00:00Z', '20 min late'],
    [clock({ state: 'met', stoppedAt: '2026-03-02T09:20:00Z' }), '2026-05-01T00:00:00Z', 'in time'],
  ])('%o at %s: %s %s', (reading, now, text) => {
    expect(timeOf(reading, Date.parse(now))).toBe(text);
  });

  it('come in the order in which they run out', () => {
    const late = clock({ subject: '01-009', dueAt: '2026-03-01T10:00:00Z' });
    expect(byUrgency([clock({ subject: '01-002' }), clock({}), late]).map((each) => each.subject)).toEqual([
      '01-009',
      '01-001',
      '01-002',
    ]);
  });
});

describe('an alert', () => {
  it('is acknowledged by an investigator with what was done, and is then dealt with', async () => {
    const { requests } = open(`${SAFETY}?show=alerts`, 'investigator');
    await userEvent.click(await screen.findByRole('button', { name: 'Acknowledge' }));
    const confirm = screen.getByRole('button', { name: 'Acknowledge' });
    expect(confirm).toBeDisabled();
    await userEvent.type(screen.getByLabelText('What was done'), 'Seen at once');
    await userEvent.click(confirm);
    expect(await screen.findByText('No alert waits for an investigator.')).toBeInTheDocument();
    const sent = requests.find((r) => r.method === 'POST');
    expect(sent?.path).toMatch(/alerts\/n1\/acknowledgement$/);
    expect(sent?.body).toEqual({ text: 'Seen at once' });
    expect(sent?.headers['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/);
    await userEvent.click(screen.getByText('Dealt with'));
    expect(await screen.findByText(/Acknowledged by ivan.investigator.*Seen at once/)).toBeInTheDocument();
  });

  it('is read but not acknowledged by a nurse', async () => {
    open(`${SAFETY}?show=alerts`, 'nurse');
    expect(await screen.findByText(/184 mmHg/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Acknowledge' })).not.toBeInTheDocument();
  });
});

describe('a deviation', () => {
  it('is completed by the site with its cause and weight, neither of them given beforehand', async () => {
    const { requests } = open(`${SAFETY}?show=deviations`, 'nurse');
    await userEvent.click(await screen.findByRole('button', { name: 'Complete' }));
    await userEvent.type(screen.getByLabelText('What caused it'), 'The cuff failed');
    expect(screen.getByRole('button', { name: 'Complete' })).toBeDisabled();
    await userEvent.click(screen.getByLabelText('No'));
    await userEvent.click(screen.getByRole('button', { name: 'Complete' }));
    expect(await screen.findByText('No deviation waits for its cause.')).toBeInTheDocument();
    expect(requests.find((r) => r.method === 'POST')?.body).toEqual({ cause: 'The cuff failed', important: false });
  });

  it('is left to the site', async () => {
    open(`${SAFETY}?show=deviations`, 'monitor');
    expect(await screen.findByText(/12 minutes after the window/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Complete' })).not.toBeInTheDocument();
  });
});

describe('adverse events', () => {
  it('can be narrowed to the serious ones', async () => {
    open(`${SAFETY}?show=events`, 'investigator');
    expect(await screen.findByText('35 min (Infusion)')).toBeInTheDocument();
    await userEvent.click(screen.getByLabelText('Only serious events'));
    await waitFor(() => expect(screen.queryByText('35 min (Infusion)')).not.toBeInTheDocument());
    expect(await screen.findByRole('link', { name: 'Syncope at home' })).toBeInTheDocument();
  });

  it.each([
    ['Headache', '2026-03-01', '10 d before (Infusion)'],
    ['Sore throat', '2026-03', '8 d before to 22 d after (Infusion)'],
    ['Drowsiness', '2026-03-11', 'on the day (Infusion)'],
    ['Cough', 'CE', '2 d before (Infusion)'],
  ])('show of %s what is known: %s, %s', async (term, date, onset) => {
    open(`${SAFETY}?show=events`, 'investigator');
    const row = (await screen.findByRole('link', { name: term })).closest('tr');
    expect(row).toHaveTextContent(onset);
    expect(row).toHaveTextContent(date);
  });

  it('name the criteria as the form does', () => {
    const item = { id: 'AE_HOSPITAL', label: 'Hospitalization or prolonged', type: 'boolean' as const };
    const form = { form: 'AE', name: 'AE', category: 'safety', itemGroups: [{ id: 'G', items: [item] }] };
    const event = { subject: '01-001', site: '01', event: 'COMMON', form: 'AE', repeat: 1, criteria: ['AE_HOSPITAL', 'AE_NEW'] };
    expect(criteria(event, form)).toBe('hospitalization or prolonged, AE_NEW');
  });
});

it('shows how participation ended, and relapses to who sees the outcome', async () => {
  open(`${SAFETY}?show=endings`, 'monitor');
  expect(await screen.findByText('NOT_ELIGIBLE, E05')).toBeInTheDocument();
  expect(await screen.findByText(/: score$/)).toBeInTheDocument();
});
