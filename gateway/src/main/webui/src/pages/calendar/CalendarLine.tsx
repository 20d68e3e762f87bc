import { IconChevronRight, IconEyeOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ScheduledEvent, WorkItem } from '../../api/types';
import { WorkStateWords } from '../../components/State';
import { reasonLabel } from '../../forms/display';
import { t } from '../../i18n';
import { formatShort, formatWindow, minutesOf, spell } from '../../time';
import type { Line, Planned } from './events';

type Props = { study: string; subject: string; zone: string; event: ScheduledEvent; planned: Planned; line: Line };

export function CalendarLine({ study, subject, zone, event, planned, line }: Props) {
  const { form, entry, repeat } = line;
  if (form.access === 'none') {
    return (
      <li className="line" data-hidden>
        <span className="line-form">
          <IconEyeOff size={18} aria-hidden />
          {form.name}
        </span>
        <span>{t('subject.hidden')}</span>
      </li>
    );
  }
  return (
    <li className="line" data-state={entry?.state}>
      <Link
        className="line-form"
        to="/studies/$study/subjects/$subject/events/$event/forms/$form"
        params={{ study, subject, event: event.event, form: form.form }}
        search={repeat > 1 ? { repeat } : {}}
      >
        <IconChevronRight size={18} aria-hidden />
        <span>
          {nameOf(line)}
          <small>{notesOf(line).join(', ')}</small>
        </span>
      </Link>
      {entry ? <WorkStateWords state={entry.state} /> : <span className="quiet">{t('calendar.optional')}</span>}
      {entry && <When entry={entry} planned={planned} zone={zone} />}
    </li>
  );
}

function nameOf({ form, entry, repeat }: Line): string {
  if (entry?.reading) {
    return t('calendar.reading', { form: form.name, at: signed(minutesOf(entry.reading) ?? 0) });
  }
  return (form.repeats?.length ?? 0) > 1 ? t('calendar.entry', { form: form.name, repeat }) : form.name;
}

function notesOf({ form, entry }: Line): string[] {
  const once = (form.repeats?.length ?? 0) < 2;
  return [
    ...(entry && !entry.actualAt && entry.required ? [t('subject.required')] : []),
    ...(once && entry?.actualAt && form.revision && form.revision > 1
      ? [t('subject.revision', { revision: form.revision })]
      : []),
    ...(form.access === 'read' ? [t('subject.readOnly')] : []),
  ];
}

function When({ entry, planned, zone }: { entry: WorkItem; planned: Planned; zone: string }) {
  const own = entry.target !== planned.target || entry.from !== planned.from;
  return (
    <span className="line-when tabular">
      {entry.actualAt ? (
        <b>{t('calendar.doneAt', { at: formatShort(entry.actualAt, zone) })}</b>
      ) : (
        own && <OwnTimes entry={entry} zone={zone} />
      )}
      <span>{deviationOf(entry)}</span>
      <Reason entry={entry} />
    </span>
  );
}

function OwnTimes({ entry, zone }: { entry: WorkItem; zone: string }) {
  return (
    <span>
      {entry.target && t('work.dueAt', { at: formatShort(entry.target, zone) })}
      {entry.from && entry.to && ` (${formatWindow(entry.from, entry.to, zone)})`}
    </span>
  );
}

/** How far from the window, or else from the target; of what is not there, how long it is late. */
function deviationOf(entry: WorkItem): string {
  const [outside, off, late] = [entry.outsideBy, entry.fromTarget, entry.lateBy].map((each) => (each ? minutesOf(each) : null));
  if (outside) {
    return t(outside > 0 ? 'calendar.afterWindow' : 'calendar.beforeWindow', { time: spell(Math.abs(outside)) });
  }
  if (late !== null && late !== undefined) {
    return t('work.lateBy', { time: spell(late) });
  }
  if (off === null || off === undefined) {
    return '';
  }
  return off === 0 ? t('calendar.onTarget') : t('calendar.fromTarget', { time: signed(off) });
}

const signed = (minutes: number) => (minutes < 0 ? spell(minutes) : `+${spell(minutes)}`);

function Reason({ entry }: { entry: WorkItem }) {
  if (entry.reason) {
    const absent = entry.state === 'missed';
    return (
      <span className="quiet">
        {absent ? t('calendar.absent', { reason: reasonsIn(entry.reason) }) : t('calendar.reason', { reason: entry.reason })}
      </span>
    );
  }
  return entry.state === 'out-of-window' ? <span className="unexplained">{t('calendar.noReason')}</span> : null;
}

const reasonsIn = (codes: string) =>
  codes
    .split(', ')
    .map((code) => reasonLabel(code))
    .join(', ');
