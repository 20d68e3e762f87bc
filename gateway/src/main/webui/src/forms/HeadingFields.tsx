import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import type { FormRecord, KeptDraft, ScheduledEvent } from '../api/types';
import { t } from '../i18n';
import { formatShort, instantIn, now, toLocalField, toUtc } from '../time';
import { WhichHour } from './WhichHour';

/** When and why, as typed; and the instant that the time stood for, as long as nobody changed it. */
export type Heading = { occurredAt: string; enteredAs?: string; windowReason: string; reasonForChange: string };

type HeadingErrors = { occurredAt?: string; windowReason?: string; reasonForChange?: string };

const INSTANT = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/;

export function headingOf(record: FormRecord | null, kept: KeptDraft | null, zone: string): Heading {
  return {
    ...momentOf((kept ? kept.occurredAt : record?.occurredAt) ?? '', zone),
    windowReason: (kept ? kept.windowReason : record?.windowReason) ?? '',
    reasonForChange: kept?.reasonForChange ?? '',
  };
}

/** A draft keeps what cannot be read as it was typed. */
function momentOf(text: string, zone: string): Pick<Heading, 'occurredAt' | 'enteredAs'> {
  const isInstant = INSTANT.test(text) && !Number.isNaN(Date.parse(text));
  return isInstant ? { occurredAt: toLocalField(text, zone), enteredAs: text } : { occurredAt: text };
}

/** When it happened; null where the field says no time that there was. */
export function instantOf(heading: Heading, zone: string): string | null {
  const instant = instantIn(heading.occurredAt, zone, heading.enteredAs);
  return instant === null ? null : toUtc(instant);
}

export function isOutside(event: ScheduledEvent | undefined, occurredAt: string | null): boolean {
  if (!occurredAt || !event?.from || !event.to) {
    return false;
  }
  const at = Date.parse(occurredAt);
  return at < Date.parse(event.from) || at > Date.parse(event.to);
}

export function headingErrors(
  heading: Heading,
  occurredAt: string | null,
  outside: boolean,
  record: FormRecord | null,
): HeadingErrors {
  return {
    ...(occurredAt === null && {
      occurredAt: t(heading.occurredAt ? 'form.errors.datetime' : 'form.errors.occurredAt'),
    }),
    ...(outside && heading.windowReason.trim() === '' && { windowReason: t('form.errors.reason') }),
    ...(record && heading.reasonForChange.trim() === '' && { reasonForChange: t('form.errors.reason') }),
  };
}

type HeadingProps = {
  heading: Heading;
  errors: HeadingErrors;
  outside: boolean;
  changing: boolean;
  event?: ScheduledEvent;
  zone: string;
  onChange: (change: Partial<Heading>) => void;
};

export function HeadingFields({ heading, errors, outside, changing, event, zone, onChange }: HeadingProps) {
  const window =
    event?.from && event.to
      ? t('form.windowHint', { from: formatShort(event.from, zone), to: formatShort(event.to, zone) })
      : undefined;
  return (
    <Stack className="panel" p="lg" gap="md">
      <Group align="flex-end">
        <TextInput
          type="datetime-local"
          label={t('form.occurredAt')}
          description={[t('form.occurredAtHint', { zone }), window].filter(Boolean).join('. ')}
          value={heading.occurredAt}
          error={errors.occurredAt}
          required
          onChange={(e) => onChange({ occurredAt: e.currentTarget.value, enteredAs: undefined })}
          w={430}
          maw="100%"
        />
        <Button variant="default" onClick={() => onChange(momentOf(now(), zone))}>
          {t('form.now')}
        </Button>
      </Group>
      <WhichHour
        label={t('form.occurredAt')}
        field={{ text: heading.occurredAt, enteredAs: heading.enteredAs }}
        zone={zone}
        onChange={({ enteredAs }) => onChange({ enteredAs })}
      />
      {outside && (
        <Textarea
          label={t('form.windowReason')}
          value={heading.windowReason}
          error={errors.windowReason}
          required
          onChange={(e) => onChange({ windowReason: e.currentTarget.value })}
        />
      )}
      {changing && (
        <Textarea
          label={t('form.reasonForChange')}
          value={heading.reasonForChange}
          error={errors.reasonForChange}
          required
          onChange={(e) => onChange({ reasonForChange: e.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
