import { Alert, Button, Fieldset, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '../api/client';
import type { FormAddress } from '../api/queries';
import type { Finding, FormDefinition, FormEntry, FormRecord, KeptDraft, ScheduledEvent } from '../api/types';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { formatShort, fromLocalField, now, toLocalField } from '../time';
import { ConflictAlert } from './ConflictAlert';
import { draftOf, EMPTY, entered, isEmpty, itemsOf, rowsOf, typed, withRows, type Draft } from './draft';
import { FindingList } from './FindingList';
import { ItemField } from './ItemField';
import { LeaveDialog } from './LeaveDialog';
import { useKeptDraft } from './useKeptDraft';
import { useSaveForm } from './useSaveForm';

type Props = {
  at: FormAddress;
  definition: FormDefinition;
  record: FormRecord | null;
  /** What was typed before and kept by the server, begun from this record. */
  kept?: KeptDraft | null;
  /** The study's own reasons for missing values. */
  reasons?: { code: string; label: string }[] | null;
  event?: ScheduledEvent;
  zone: string;
  onSaved: () => void;
  onCancel?: () => void;
};

type Heading = { occurredAt: string; windowReason: string; reasonForChange: string };

export function FormEditor({ at, definition: form, record, kept, reasons, event, zone, onSaved, onCancel }: Props) {
  const [rows, setRows] = useState(() => rowsOf(form, kept ?? record));
  const definition = withRows(form, rows);
  const [draft, setDraft] = useState<Draft>(() => draftOf(definition, kept ?? record, zone));
  const [heading, setHeading] = useState<Heading>(() => headingOf(record, kept ?? null, zone));
  const [explained, setExplained] = useState<Record<string, string>>(() => kept?.warningReasons ?? {});
  const [touched, setTouched] = useState(Boolean(kept));
  const [tried, setTried] = useState(false);
  const save = useSaveForm(at, record);
  const leaving = useBlocker({
    shouldBlockFn: () => touched && !save.isSuccess,
    enableBeforeUnload: () => touched && !save.isSuccess,
    withResolver: true,
  });

  const occurredAt = fromLocalField(heading.occurredAt, zone);
  const warnings = unexplained(save.error);
  const outside = isOutside(event, occurredAt) || warnings.some((finding) => finding.check === 'window');
  const keeping = useKeptDraft(
    at,
    {
      baseRevision: record?.revision ?? 0,
      ...typed(definition, draft, zone, record),
      warningReasons: explained,
      ...heading,
    },
    touched && !save.isSuccess && !save.isPending,
  );
  const skipped = keeping.skipped ?? kept?.skipped ?? record?.skipped ?? [];
  const answers = entered(definition, draft, zone, record);
  const errors = headingErrors(heading, occurredAt, outside, record);
  const invalid = Object.keys(answers.errors).length > 0 || Object.keys(errors).length > 0;
  const findings = findingsOf(save.error, record);
  const items = itemsOf(definition);

  const place = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => showFirstError(place.current), [refusals]);

  const submit = () => {
    setTried(true);
    if (invalid || occurredAt === null) {
      setRefusals(refusals + 1);
      return;
    }
    save.mutate(
      {
        occurredAt,
        values: answers.values,
        missing: answers.missing,
        ...(outside ? { windowReason: heading.windowReason.trim() } : {}),
        ...(record ? { reasonForChange: heading.reasonForChange.trim() } : {}),
        ...(Object.keys(explained).length > 0 ? { warningReasons: explained } : {}),
      },
      { onSuccess: onSaved, onError: () => setRefusals(refusals + 1) },
    );
  };

  return (
    <form
      ref={place}
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        submit();
      }}
      onChange={() => setTouched(true)}
    >
      <Stack gap="md">
        <HeadingFields
          heading={heading}
          errors={tried ? errors : {}}
          outside={outside}
          changing={record !== null}
          event={event}
          zone={zone}
          onChange={(change) => {
            setTouched(true);
            setHeading({ ...heading, ...change });
          }}
        />
        {definition.itemGroups.map((group) => (
          <Fieldset key={group.id} className="panel" legend={group.name ?? definition.name} px="lg">
            {group.items
              .filter((item) => !skipped.includes(item.id) || !isEmpty(draft[item.id] ?? EMPTY))
              .map((item) => (
                <div key={item.id}>
                  {skipped.includes(item.id) && (
                    <Text className="quiet" size="sm">
                      {t('form.skippedKept')}
                    </Text>
                  )}
                  <ItemField
                    item={item}
                    field={draft[item.id] ?? EMPTY}
                    error={tried ? answers.errors[item.id] : undefined}
                    findings={findings.filter((finding) => finding.items.includes(item.id))}
                    reasons={reasons}
                    locked={record?.locked?.includes(item.id) ?? false}
                    onChange={(field) => {
                      setTouched(true);
                      setDraft({ ...draft, [item.id]: field });
                    }}
                  />
                </div>
              ))}
          </Fieldset>
        ))}
        {form.itemGroups
          .filter((group) => group.repeating && (rows[group.id]?.length ?? 0) < (group.rows ?? 200))
          .map((group) => (
            <Button
              key={group.id}
              variant="default"
              onClick={() => setRows({ ...rows, [group.id]: [...(rows[group.id] ?? []), nextRow(rows[group.id])] })}
            >
              {t('form.addRow', { group: group.name ?? group.id })}
            </Button>
          ))}
        <WarningReasons
          warnings={warnings.filter((finding) => finding.check !== 'window')}
          reasons={explained}
          onChange={(check, reason) => {
            setTouched(true);
            setExplained({ ...explained, [check]: reason });
          }}
        />
        <div className="save-bar">
          <Stack gap="sm">
            {tried && invalid && <FixFirst />}
            <SaveProblem error={save.error} sent={save.variables} at={at} definition={definition} zone={zone} />
            <FindingList findings={findings.filter((f) => !items.some((item) => f.items.includes(item.id)))} />
            <Group>
              <Button type="submit" loading={save.isPending} miw={160}>
                {t('common.save')}
              </Button>
              {onCancel && (
                <Button variant="default" onClick={onCancel}>
                  {t('common.cancel')}
                </Button>
              )}
              {keeping.state !== 'never' && (
                <Text className="quiet" size="sm" role="status">
                  {t(keeping.state === 'kept' ? 'form.draftKept' : 'form.draftFailed')}
                </Text>
              )}
            </Group>
          </Stack>
        </div>
      </Stack>
      {leaving.status === 'blocked' && <LeaveDialog onStay={leaving.reset} onLeave={leaving.proceed} />}
    </form>
  );
}

/** Brings what needs correcting into view, and the cursor into it. */
function showFirstError(form: HTMLElement | null) {
  const place = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-finding="error"]');
  if (!place) {
    return;
  }
  const selector = 'input:not(:disabled), textarea:not(:disabled), select:not(:disabled)';
  const control = place.matches(selector) ? place : place.querySelector<HTMLElement>(selector);
  control?.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'center' });
}

/** Warnings for which the server wants a reason. */
function unexplained(error: unknown): Finding[] {
  return error instanceof ProblemError && error.problem.code === 'reason-required' ? (error.problem.findings ?? []) : [];
}

function nextRow(rows: number[] | undefined): number {
  return Math.max(0, ...(rows ?? [])) + 1;
}

function headingOf(record: FormRecord | null, kept: KeptDraft | null, zone: string): Heading {
  const occurredAt = kept ? (kept.occurredAt ?? '') : (record?.occurredAt ?? '');
  return {
    occurredAt: occurredAt.endsWith('Z') ? toLocalField(occurredAt, zone) : occurredAt,
    windowReason: (kept ? kept.windowReason : record?.windowReason) ?? '',
    reasonForChange: kept?.reasonForChange ?? '',
  };
}

type WarningProps = {
  warnings: Finding[];
  reasons: Record<string, string>;
  onChange: (check: string, reason: string) => void;
};

function WarningReasons({ warnings, reasons, onChange }: WarningProps) {
  return warnings.map((warning) => (
    <Textarea
      key={warning.check}
      label={t('form.warningReason', { message: warning.message })}
      value={reasons[warning.check] ?? ''}
      required
      onChange={(e) => onChange(warning.check, e.currentTarget.value)}
    />
  ));
}

export function isOutside(event: ScheduledEvent | undefined, occurredAt: string | null): boolean {
  if (!occurredAt || !event?.from || !event.to) {
    return false;
  }
  const at = Date.parse(occurredAt);
  return at < Date.parse(event.from) || at > Date.parse(event.to);
}

function headingErrors(
  heading: Heading,
  occurredAt: string | null,
  outside: boolean,
  record: FormRecord | null,
): Partial<Heading> {
  return {
    ...(occurredAt === null && {
      occurredAt: t(heading.occurredAt ? 'form.errors.datetime' : 'form.errors.occurredAt'),
    }),
    ...(outside && heading.windowReason.trim() === '' && { windowReason: t('form.errors.reason') }),
    ...(record && heading.reasonForChange.trim() === '' && { reasonForChange: t('form.errors.reason') }),
  };
}

/** Findings of a refused save; before any attempt, those that stand on the saved revision. */
function findingsOf(error: unknown, record: FormRecord | null): Finding[] {
  if (error instanceof ProblemError) {
    return error.problem.findings ?? [];
  }
  return record?.findings ?? [];
}

type HeadingProps = {
  heading: Heading;
  errors: Partial<Heading>;
  outside: boolean;
  changing: boolean;
  event?: ScheduledEvent;
  zone: string;
  onChange: (change: Partial<Heading>) => void;
};

function HeadingFields({ heading, errors, outside, changing, event, zone, onChange }: HeadingProps) {
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
          onChange={(e) => onChange({ occurredAt: e.currentTarget.value })}
          w={430}
          maw="100%"
        />
        <Button variant="default" onClick={() => onChange({ occurredAt: toLocalField(now(), zone) })}>
          {t('form.now')}
        </Button>
      </Group>
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

function FixFirst() {
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
      <Text c="dark.8">{t('form.errors.fix')}</Text>
    </Alert>
  );
}

type SaveProblemProps = { error: unknown; sent?: FormEntry; at: FormAddress; definition: FormDefinition; zone: string };

function SaveProblem({ error, sent, at, definition, zone }: SaveProblemProps) {
  if (!error) {
    return null;
  }
  if (sent && error instanceof ProblemError && error.problem.code === 'revision-conflict') {
    return <ConflictAlert problem={error.problem} sent={sent} at={at} definition={definition} zone={zone} />;
  }
  return <ProblemAlert error={error} />;
}
